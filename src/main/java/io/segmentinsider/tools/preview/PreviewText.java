package io.segmentinsider.tools.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.segmentinsider.tools.ToolJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** What {@code job/preview} writes for people: a heading for each event, and below it the rest. */
public final class PreviewText {

  private static final ObjectWriter INDENTED =
      ToolJson.MAPPER.writer(
          new DefaultPrettyPrinter()
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private PreviewText() {}

  /**
   * A result.
   *
   * @param line as {@link PreviewLine} writes it, with its place
   */
  public static String of(byte[] line) {
    JsonNode result = read(line);
    StringBuilder text = new StringBuilder(heading(result)).append('\n');
    for (JsonNode mapping : result.path("explain")) {
      if (mapping.path("matched").asBoolean()) {
        text.append("  ").append(mapping.path("mapping").asText());
        text.append(" takes it: ").append(mapping.path("trigger").asText()).append('\n');
        for (JsonNode field : mapping.path("fields")) {
          text.append("    ").append(field.path("field").asText());
          text.append(" <- ").append(field.path("from").asText());
          text.append(": ").append(field.path("outcome").asText()).append('\n');
        }
      }
    }
    for (JsonNode update : result.path("updates")) {
      text.append("  ").append(update.path("action").asText()).append(outcome(update)).append('\n');
      text.append(indented(update.path("user")).indent(4));
    }
    for (JsonNode letter : result.path("deadLetters")) {
      text.append("  dead letter ").append(letter.path("reason").asText());
      text.append(" (").append(letter.path("scope").asText()).append("): ");
      text.append(letter.path("detail").asText()).append('\n');
    }
    for (JsonNode repair : result.path("repairs")) {
      text.append("  ").append(repair.path("kind").asText());
      text.append(": ").append(repair.path("field").asText()).append('\n');
    }
    if (result.path("unmatched").asBoolean()) {
      text.append("  no mapping takes it\n");
    }
    return text.toString();
  }

  /** An event of which another mapping makes something else. */
  public static String of(MappingDifference.Example changed) {
    StringBuilder text = new StringBuilder(heading(changed.before())).append('\n');
    for (FieldDifference difference : changed.differences()) {
      text.append("  ").append(difference.field()).append(": ");
      if (difference.before() == null) {
        text.append("now ").append(difference.after());
      } else if (difference.after() == null) {
        text.append("no longer ").append(difference.before());
      } else {
        text.append(difference.before()).append(" becomes ").append(difference.after());
      }
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * How many events become something else, and what of them.
   *
   * @param than what people call the mapping that they are compared with
   */
  public static String of(MappingDifference difference, String than) {
    StringBuilder text = new StringBuilder();
    text.append(difference.changed()).append(" of ").append(difference.read());
    text.append(" events become something else than by ").append(than).append('\n');
    for (MappingDifference.Change change : difference.changes()) {
      text.append("  ").append(change.kind().name().toLowerCase(Locale.ROOT));
      text.append(" in ").append(change.events()).append(": ");
      text.append(change.field()).append('\n');
    }
    return text.toString();
  }

  private static String heading(JsonNode result) {
    StringBuilder heading = new StringBuilder();
    if (result.has("file")) {
      heading.append(result.path("file").asText()).append(", ");
    }
    heading.append("line ").append(result.path("line").asText());
    heading.append(": ").append(result.path("type").asText("no event"));
    if (result.has("event")) {
      heading.append(" \"").append(result.path("event").asText()).append('"');
    }
    if (result.has("messageId")) {
      heading.append(", message ").append(result.path("messageId").asText());
    }
    return heading.toString();
  }

  private static String outcome(JsonNode update) {
    if (update.has("suppressed")) {
      return " makes this, which is kept back (" + update.path("suppressed").asText() + "):";
    }
    return update.has("operation")
        ? " makes this (" + update.path("operation").asText() + "):"
        : " sends:";
  }

  private static JsonNode read(byte[] line) {
    try {
      return ToolJson.MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  private static String indented(JsonNode value) {
    try {
      return INDENTED.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }
}
