package io.segmentinsider.lab.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.segmentinsider.lab.LabJson;
import io.segmentinsider.record.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * A table of people as identify events: CSV with a header, a comma or semicolon between cells, and
 * quotes as RFC 4180 has them. The columns {@code userId}, {@code anonymousId}, {@code timestamp}
 * and {@code messageId}, however they are written ({@code user_id}, {@code User ID}), are members
 * of the event; every other one is a trait with the column's name. Empty cells are left out.
 *
 * <p>The message id of a row is a digest of it, unless it has one: a table that is published again
 * is a repeat, and no second import.
 */
final class PeopleTable implements LineSource {

  private static final Map<String, String> MEMBERS =
      Map.of(
          "userid", "userId",
          "anonymousid", "anonymousId",
          "timestamp", "timestamp",
          "messageid", "messageId");

  private static final String USER_ID = "userId";
  private static final String ANONYMOUS_ID = "anonymousId";
  private static final String MESSAGE_ID = "messageId";
  private static final int ID_DIGITS = 32;

  private final LineSource lines;
  private final String name;
  private final MappingIterator<List<String>> rows;
  private final List<String> header;

  /**
   * A table, which {@link #close()} closes.
   *
   * @param name what a person calls it
   * @throws IOException if it has no header that names people
   */
  PeopleTable(LineSource lines, String name) throws IOException {
    this.lines = lines;
    this.name = name;
    byte[] first = lines.next();
    String titles = first == null ? "" : new String(first, StandardCharsets.UTF_8).strip();
    titles = titles.startsWith("\uFEFF") ? titles.substring(1) : titles;
    char separator = titles.contains(";") && !titles.contains(",") ? ';' : ',';
    this.rows =
        new CsvMapper()
            .readerForListOf(String.class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvSchema.emptySchema().withColumnSeparator(separator))
            .readValues(new LinesStream((titles + "\n").getBytes(StandardCharsets.UTF_8), lines));
    this.header =
        rows.hasNext() ? rows.next().stream().map(PeopleTable::member).toList() : List.of();
    if (!header.contains(USER_ID) && !header.contains(ANONYMOUS_ID)) {
      throw new FileSystemException(
          name,
          null,
          "its first line names no column userId or anonymousId, so nobody can be known by it");
    }
  }

  private static String member(String title) {
    StringBuilder letters = new StringBuilder();
    title
        .toLowerCase(Locale.ROOT)
        .chars()
        .filter(Character::isLetter)
        .forEach(letters::appendCodePoint);
    return MEMBERS.getOrDefault(letters.toString(), title.strip());
  }

  @Override
  @Nullable
  public byte[] next() throws IOException {
    try {
      return rows.hasNextValue() ? event(rows.nextValue()) : null;
    } catch (JsonProcessingException e) {
      throw new FileSystemException(
          name, null, "line " + e.getLocation().getLineNr() + " is no row of a table");
    }
  }

  private byte[] event(List<String> row) throws IOException {
    if (row.size() > header.size()) {
      throw new FileSystemException(
          name,
          null,
          "line "
              + rows.getCurrentLocation().getLineNr()
              + " has "
              + row.size()
              + " cells, the header "
              + header.size());
    }
    ObjectNode event = LabJson.MAPPER.createObjectNode().put("type", "identify");
    ObjectNode traits = LabJson.MAPPER.createObjectNode();
    for (int i = 0; i < row.size(); i++) {
      String cell = row.get(i).strip();
      if (!cell.isEmpty()) {
        ObjectNode owner = MEMBERS.containsValue(header.get(i)) ? event : traits;
        owner.put(header.get(i), cell);
      }
    }
    event.set("traits", traits);
    if (!event.has(MESSAGE_ID)) {
      event.put(
          MESSAGE_ID,
          "csv-" + Sha256.hex(LabJson.MAPPER.writeValueAsBytes(event)).substring(0, ID_DIGITS));
    }
    return LabJson.MAPPER.writeValueAsBytes(event);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** Lines as the stream that they came from, without reading ahead more than one. */
  private static final class LinesStream extends InputStream {

    private final LineSource lines;
    private ByteArrayInputStream current;

    private LinesStream(byte[] first, LineSource lines) {
      this.lines = lines;
      this.current = new ByteArrayInputStream(first);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = current.read(buffer, offset, length);
      while (read < 0) {
        byte[] line = lines.next();
        if (line == null) {
          return -1;
        }
        byte[] withEnd = Arrays.copyOf(line, line.length + 1);
        withEnd[line.length] = '\n';
        current = new ByteArrayInputStream(withEnd);
        read = current.read(buffer, offset, length);
      }
      return read;
    }
  }
}
