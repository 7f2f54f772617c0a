package io.segmentinsider.local.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Reads a line just far enough to publish it, and makes it another person's for a repeated round. A
 * line that is not one JSON object stays as it is.
 */
final class EventLineReader {

  /** Members whose value names a message, a person, a device or an order. */
  private static final Set<String> IDENTIFYING =
      Set.of(
          "messageId",
          "userId",
          "anonymousId",
          "previousId",
          "user_id",
          "anonymous_id",
          "customer_id",
          "order_id",
          "checkout_id",
          "cart_id",
          "advertisingId",
          "token");

  private final JsonFactory json = new JsonFactory();
  private final FreshPhones phones;

  EventLineReader(FreshPhones phones) {
    this.phones = phones;
  }

  /**
   * Reads a line.
   *
   * @param round 1 leaves the line as it is; every further round has its own people
   */
  EventLine read(byte[] line, int round) {
    LineEditor editor = new LineEditor(line);
    try (JsonParser parser = json.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return EventLine.unreadable(line);
      }
      Members members = new Members();
      readObject(parser, round, editor, members);
      return parser.nextToken() == null
          ? new EventLine(members.key(), editor.result(), members.receivedAt)
          : EventLine.unreadable(line);
    } catch (IOException e) {
      return EventLine.unreadable(line);
    }
  }

  private void readObject(JsonParser parser, int round, LineEditor editor, Members members)
      throws IOException {
    int depth = 1;
    String name = "";
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("the line ends inside its object");
      }
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case FIELD_NAME -> name = parser.currentName();
        case VALUE_STRING, VALUE_NUMBER_INT -> {
          String text = parser.getText();
          if (round > 1) {
            text = edit(parser, token, name, text, round, editor);
          } else if (isPhone(name)) {
            phones.seen(text);
          }
          if (depth == 1) {
            members.see(name, text);
          }
        }
        default -> {
          // Other values name nobody.
        }
      }
    }
  }

  /** Replaces what names somebody, and returns the value as it reads afterwards. */
  private String edit(
      JsonParser parser, JsonToken token, String name, String text, int round, LineEditor editor)
      throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    boolean quoted = token == JsonToken.VALUE_STRING;
    int end = quoted ? (int) parser.currentLocation().getByteOffset() - 1 : start + text.length();
    if (isPhone(name)) {
      editor.replaceLastDigits(start, end, phones.inRound(text, round));
      return text;
    }
    int at = emailDelimiter(text);
    if (at > 0) {
      String tag = "+r" + round;
      editor.insertBefore('@', start, end, tag);
      return text.substring(0, at) + tag + text.substring(at);
    }
    if (identifies(parser, name) && !text.isEmpty()) {
      String suffix = "-r" + round;
      if (quoted) {
        editor.insert(end, suffix);
      } else {
        editor.insert(start, "\"");
        editor.insert(end, suffix + "\"");
      }
      return text + suffix;
    }
    return text;
  }

  private static boolean identifies(JsonParser parser, String name) {
    return IDENTIFYING.contains(name)
        || ("id".equals(name)
            && "device".equals(parser.getParsingContext().getParent().getCurrentName()));
  }

  private static boolean isPhone(String name) {
    return name.contains("phone") || name.contains("Phone");
  }

  /** The index of the {@code @} in something that looks like an e-mail; -1 otherwise. */
  private static int emailDelimiter(String text) {
    int at = text.lastIndexOf('@');
    return at > 0 && text.indexOf('.', at) > at + 1 && text.indexOf('/') < 0 ? at : -1;
  }

  /** The members of the event itself that matter to the record. */
  private static final class Members {

    @Nullable private String anonymousId;
    @Nullable private String userId;
    @Nullable private Long receivedAt;

    private void see(String name, String text) {
      switch (name) {
        case "anonymousId" -> anonymousId = text;
        case "userId" -> userId = text;
        case "receivedAt" -> receivedAt = epochMillis(text);
        default -> {
          // The job reads the rest.
        }
      }
    }

    @Nullable
    private String key() {
      if (anonymousId != null && !anonymousId.isEmpty()) {
        return anonymousId;
      }
      return userId == null || userId.isEmpty() ? null : userId;
    }

    @Nullable
    private static Long epochMillis(String text) {
      try {
        return Instant.parse(text).toEpochMilli();
      } catch (DateTimeException e) {
        return null;
      }
    }
  }
}
