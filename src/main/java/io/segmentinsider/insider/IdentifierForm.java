package io.segmentinsider.insider;

/**
 * The forms of identifiers and event names that the server checks (docs/insider-api.md#identifiers,
 * docs/insider-api.md#event-names).
 */
public final class IdentifierForm {

  private static final int MIN_PHONE_DIGITS = 7;
  private static final int MAX_PHONE_DIGITS = 15;

  private IdentifierForm() {}

  /** {@code ^.+@.+\..+$}, and neither a blank, a control character nor a second {@code @}. */
  public static boolean isEmail(String text) {
    int at = text.indexOf('@');
    int dot = text.lastIndexOf('.');
    if (at < 1 || dot < at + 2 || dot == text.length() - 1 || text.indexOf('@', at + 1) >= 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 0x7F || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        return false;
      }
    }
    return true;
  }

  /** {@code ^\+[1-9]\d{6,14}$}: E.164. */
  public static boolean isPhoneNumber(String text) {
    int digits = text.length() - 1;
    if (digits < MIN_PHONE_DIGITS || digits > MAX_PHONE_DIGITS) {
      return false;
    }
    if (text.charAt(0) != '+' || text.charAt(1) == '0') {
      return false;
    }
    for (int i = 1; i <= digits; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code ^[a-z0-9][a-z0-9._-]*$}: the server refused upper case that its pattern allows
   * (docs/insider-api.md#event-names).
   */
  public static boolean isEventName(String text) {
    return !text.isEmpty() && isAlphanumeric(text.charAt(0)) && isName(text);
  }

  /** Whether all characters are of {@code [a-z0-9._-]}: the form of custom names. */
  public static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isNameCharacter(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether a name may hold it: {@code [a-z0-9._-]}. */
  public static boolean isNameCharacter(char c) {
    return isAlphanumeric(c) || c == '_' || c == '.' || c == '-';
  }

  /** Whether it is one of {@code [a-z0-9]}, which every name needs. */
  public static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
