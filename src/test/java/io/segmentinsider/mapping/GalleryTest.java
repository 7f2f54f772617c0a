package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Guidance;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The gallery shows what becomes of events as shops really send them. It is made by running them;
 * {@code mvn test -Dtest=GalleryTest -Ddocs.update=true} writes it anew.
 */
class GalleryTest {

  private static final Path PAGE = Path.of("docs/gallery.md");
  private static final Path EVENTS = Path.of("src/main/resources/gallery/events.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY =
      JSON.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  /** As a library writes half a character, which no UTF-8 holds. */
  private static final ObjectWriter ESCAPED = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  /** Kafka's time of every record of the gallery. */
  private static final long RECORD_TIME = Instant.parse("2026-11-01T10:00:10Z").toEpochMilli();

  private static final String HEAD =
      """
      # Gallery

      Events as libraries, shops and people really send them, and what the preset `default` makes of each: what is \
      sent, and every repair in words. `job/preview --explain` shows the same for an event of yours, field by field.

      Identity and what was sent before play no part here. This page is made by running the events of \
      `src/main/resources/gallery/events.json`, and a test holds the two together.
      """;

  private final Mapper mapper;
  private final EventParser parser;

  GalleryTest() {
    JobSettings settings = TestSettings.with();
    mapper = MapperFactory.of(settings.mapping()).mapper();
    parser = new EventParser(settings.source());
  }

  @Test
  void thePageIsWhatTheJobDoes() throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }

  @Test
  void thereAreAtLeastSixtyEvents() throws IOException {
    assertThat(JSON.readTree(EVENTS.toFile())).hasSizeGreaterThanOrEqualTo(60);
  }

  private String page() throws IOException {
    StringBuilder page = new StringBuilder(65_536).append(HEAD);
    String group = "";
    for (JsonNode example : JSON.readTree(EVENTS.toFile())) {
      if (!example.path("group").asText().equals(group)) {
        group = example.path("group").asText();
        page.append("\n## ").append(group).append('\n');
      }
      page.append("\n### ").append(example.path("title").asText()).append("\n\n");
      block(page, example.path("event"));
      for (MappingResult result : results(example.path("event"))) {
        outcome(page, result);
      }
    }
    return page.toString();
  }

  /** One for each event of a record; a refusal of the parser counts as one without updates. */
  private List<MappingResult> results(JsonNode event) throws IOException {
    RawRecord record =
        new RawRecord(
            new SourcePosition("gallery", 0, 0),
            RECORD_TIME,
            ESCAPED.writeValueAsString(event).getBytes(StandardCharsets.UTF_8));
    List<MappingResult> results = new ArrayList<>();
    for (EventParser.Result parsed : parser.parse(record)) {
      if (parsed instanceof EventParser.Result.Parsed read) {
        results.add(mapper.map(read.event()));
      } else if (parsed instanceof EventParser.Result.Refused refused) {
        results.add(new MappingResult(List.of(), List.of(refused.deadLetter()), List.of(), false));
      }
    }
    return results;
  }

  private static void outcome(StringBuilder page, MappingResult result) throws IOException {
    if (result.unmatched()) {
      page.append("No mapping wants it.\n");
    }
    for (Update update : result.updates()) {
      page.append("becomes, by the mapping *").append(update.mappingName()).append('*');
      switch (update.operation()) {
        case UPSERT -> page.append(":\n\n");
        default ->
            page.append(" (")
                .append(update.operation().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .append("):\n\n");
      }
      if (update.suppression() != null) {
        page.append("Kept back: ")
            .append(Guidance.ofSuppressions().get(update.suppression()).meaning())
            .append("\n\n");
      }
      block(page, JSON.readTree(UserObjectWriter.write(update, update.data().decode())));
    }
    Set<String> lines = new LinkedHashSet<>();
    for (Repair repair : result.repairs()) {
      lines.add(
          line(
              repair.kind().code(),
              "repair",
              repair.field(),
              Guidance.of(repair.kind()).meaning()));
    }
    for (DeadLetter letter : result.deadLetters()) {
      lines.add(
          line(
              letter.reason().code(),
              "stage " + letter.reason().stage().code(),
              letter.detail(),
              Guidance.of(letter.reason()).meaning()));
    }
    lines.forEach(page::append);
  }

  /** One of what was done, with a link to its section of the page of reasons. */
  private static String line(String code, String kind, String where, String meaning) {
    String anchor = (code + "-" + kind).replace(' ', '-');
    return "- [%s](reasons.md#%s) (%s): %s%n".formatted(code, anchor, where, meaning);
  }

  private static void block(StringBuilder page, JsonNode json) throws IOException {
    String text = PRETTY.writeValueAsString(json);
    boolean hasHalves = !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    ObjectWriter writer = hasHalves ? PRETTY.with(JsonWriteFeature.ESCAPE_NON_ASCII) : PRETTY;
    page.append("```json\n").append(writer.writeValueAsString(json)).append("\n```\n\n");
  }
}
