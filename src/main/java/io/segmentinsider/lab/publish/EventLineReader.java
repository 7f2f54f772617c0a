package io.segmentinsider.lab.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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

  /** Input with more names than this computes their roles again and again. */
  private static final int REMEMBERED_NAMES = 10_000;

  private final JsonFactory json = new JsonFactory();
  private final Map<String, Role> roles = new HashMap<>();
  private final FreshPhones phones;

  /** What the value of a member is to this class. */
  private enum Role {
    PHONE,
    EMAIL,
    NAME_OF_SOMETHING,
    NAME_IF_OF_DEVICE,
    OTHER;

    private static Role of(String name) {
      if (IDENTIFYING.contains(name)) {
        return NAME_OF_SOMETHING;
      }
      String lowerCase = name.toLowerCase(Locale.ROOT);
      if (lowerCase.contains("phone")) {
        return PHONE;
      }
      if (lowerCase.contains("mail")) {
        return EMAIL;
      }
      return switch (name) {
        case "id" -> NAME_IF_OF_DEVICE;
        default -> OTHER;
      };
    }
  }

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
          ? new EventLine(members.key(), editor.result())
          : EventLine.unreadable(line);
    } catch (IOException e) {
      return EventLine.unreadable(line);
    }
  }

  private void readObject(JsonParser parser, int round, LineEditor editor, Members members)
      throws IOException {
    int depth = 1;
    String name = "";
    Role role = Role.OTHER;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("the line ends inside its object");
      }
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case FIELD_NAME -> {
          name = parser.currentName();
          role = role(name);
        }
        case VALUE_STRING, VALUE_NUMBER_INT -> {
          if (role != Role.OTHER) {
            String text = readValue(parser, role, round, editor);
            if (depth == 1) {
              members.see(name, text);
            }
          }
        }
        default -> {
          // Other values name nobody.
        }
      }
    }
  }

  private Role role(String name) {
    Role known = roles.get(name);
    if (known == null) {
      known = Role.of(name);
      if (roles.size() < REMEMBERED_NAMES) {
        roles.put(name, known);
      }
    }
    return known;
  }

  /** Makes a value somebody else's in a further round, and returns how it reads then. */
  private String readValue(JsonParser parser, Role role, int round, LineEditor editor)
      throws IOException {
    String text = parser.getText();
    if (round == 1) {
      if (role == Role.PHONE) {
        phones.seen(text);
      }
      return text;
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    boolean quoted = parser.currentToken() == JsonToken.VALUE_STRING;
    int end = quoted ? (int) parser.currentLocation().getByteOffset() - 1 : start + text.length();
    return switch (role) {
      case PHONE -> {
        editor.replaceLastDigits(start, end, phones.inRound(text, round));
        yield text;
      }
      case EMAIL -> tagEmail(editor, text, start, end, round);
      case NAME_OF_SOMETHING -> tagName(editor, text, start, end, quoted, round);
      case NAME_IF_OF_DEVICE ->
          "device".equals(parser.getParsingContext().getParent().getCurrentName())
              ? tagName(editor, text, start, end, quoted, round)
              : text;
      case OTHER -> text;
    };
  }

  private static String tagEmail(LineEditor editor, String text, int start, int end, int round) {
    int at = emailDelimiter(text);
    if (at < 0) {
      return text;
    }
    String tag = "+r" + round;
    editor.insertBefore('@', start, end, tag);
    return text.substring(0, at) + tag + text.substring(at);
  }

  private static String tagName(
      LineEditor editor, String text, int start, int end, boolean quoted, int round) {
    if (text.isEmpty()) {
      return text;
    }
    if (emailDelimiter(text) > 0) {
      return tagEmail(editor, text, start, end, round);
    }
    String suffix = "-r" + round;
    editor.insert(quoted ? end : start, quoted ? suffix : "\"");
    if (!quoted) {
      editor.insert(end, suffix + "\"");
    }
    return text + suffix;
  }

  /** The index of the {@code @} in something that looks like an e-mail; -1 otherwise. */
  private static int emailDelimiter(String text) {
    int at = text.lastIndexOf('@');
    return at > 0 && text.indexOf('.', at) > at + 1 ? at : -1;
  }

  /** The members of the event itself that matter to the record. */
  private static final class Members {

    @Nullable private String anonymousId;
    @Nullable private String userId;

    private void see(String name, String text) {
      switch (name) {
        case "anonymousId" -> anonymousId = text;
        case "userId" -> userId = text;
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
  }
}
