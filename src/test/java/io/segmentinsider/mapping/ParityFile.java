package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.zip.GZIPInputStream;

/** The recorded cases: what Segment's own packages made of an input. */
public final class ParityFile {

  private static final JsonReader READER = new JsonReader(500);

  private ParityFile() {}

  /** The cases of a file in {@code parity/}, in order. */
  public static List<JsonObject> cases(String name) {
    String file = "/parity/" + name + ".ndjson.gz";
    try (Scanner lines =
        new Scanner(
            new GZIPInputStream(ParityFile.class.getResourceAsStream(file)),
            StandardCharsets.UTF_8)) {
      // Text may hold U+2028, which ends a line for most readers.
      lines.useDelimiter("\n");
      List<JsonObject> cases = new ArrayList<>();
      while (lines.hasNext()) {
        cases.add((JsonObject) READER.read(lines.next()));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonException e) {
      throw new IllegalStateException(file, e);
    }
  }
}
