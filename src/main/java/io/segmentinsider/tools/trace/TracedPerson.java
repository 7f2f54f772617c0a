package io.segmentinsider.tools.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.tools.ToolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.annotation.Nullable;

/**
 * A person by one identifier, as somebody types it: a user id, an anonymous id, an e-mail address,
 * a phone number in whatever form, or any other value that events have as a whole.
 */
public final class TracedPerson {

  private static final int FEWEST_DIGITS = 7;
  private static final String AROUND_DIGITS = "+-() ./";
  private static final String ESCAPED_BY_SOME = "\"\\/<>&'+`=";
  private final String text;
  @Nullable private final String digits;
  @Nullable private final byte[] bytes;

  /** A person with this identifier. */
  public TracedPerson(String identifier) {
    this.text = identifier.strip().toLowerCase(Locale.ROOT);
    String found = digits(text);
    this.digits = text.startsWith("+") && found.length() >= FEWEST_DIGITS ? found : null;
    this.bytes = digits == null && isPlain(text) ? text.getBytes(StandardCharsets.US_ASCII) : null;
  }

  /**
   * Whether bytes can hold the identifier, without reading them: false only if they do not. A phone
   * number may be written without its country.
   */
  public boolean mayBeIn(byte[] event) {
    if (digits != null) {
      return holdsLastDigits(event, digits.substring(digits.length() - FEWEST_DIGITS));
    }
    return bytes == null || Bytes.containsIgnoringCase(event, bytes);
  }

  /** Whether one of an event's values is the identifier; what is no JSON names nobody. */
  public boolean isIn(byte[] event) {
    if (!mayBeIn(event)) {
      return false;
    }
    try {
      return isIn(ToolJson.MAPPER.readTree(event));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether one of the values in it is the identifier. */
  public boolean isIn(JsonNode value) {
    if (value.isContainerNode()) {
      for (JsonNode part : value) {
        if (isIn(part)) {
          return true;
        }
      }
      return false;
    }
    String found = value.asText();
    return found.strip().equalsIgnoreCase(text)
        || (digits != null && isPhone(found) && digits(found).equals(digits));
  }

  private static boolean isPhone(String found) {
    return found.chars().allMatch(c -> isDigit(c) || AROUND_DIGITS.indexOf(c) >= 0);
  }

  /** Whether a run of digits, whatever stands between them, ends with these. */
  private static boolean holdsLastDigits(byte[] event, String last) {
    int matched = 0;
    for (int end = event.length - 1; end >= 0; end--) {
      if (!isDigit(event[end])) {
        continue;
      }
      matched = 0;
      for (int at = end; at >= 0 && matched < last.length(); at--) {
        if (event[at] == last.charAt(last.length() - 1 - matched)) {
          matched++;
        } else if (AROUND_DIGITS.indexOf(event[at]) < 0) {
          break;
        }
      }
      if (matched == last.length()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Text that no writer of JSON escapes. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c < 0x7F && ESCAPED_BY_SOME.indexOf(c) < 0);
  }

  private static String digits(String text) {
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        found.append(c);
      }
    }
    return found.toString();
  }

  /** Leaves out who it is. */
  @Override
  public String toString() {
    return "Person";
  }
}
