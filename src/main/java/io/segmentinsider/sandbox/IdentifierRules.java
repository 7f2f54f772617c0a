package io.segmentinsider.sandbox;

/** What Insider asks of the value of a default identifier (docs/insider-api.md#identifiers). */
final class IdentifierRules {

  private IdentifierRules() {}

  /** Whether a key may stand at the root of {@code identifiers}. */
  static boolean isDefault(String key) {
    return key.equals("uuid") || key.equals("email") || key.equals("phone_number");
  }

  /** The pattern {@code ^.+@.+\..+$}. */
  static boolean isEmail(char[] text, int offset, int length) {
    int firstAt = -1;
    int lastDot = -1;
    for (int i = 0; i < length; i++) {
      char c = text[offset + i];
      if (c == '\n') {
        return false;
      }
      if (c == '@' && i > 0 && firstAt < 0) {
        firstAt = i;
      } else if (c == '.' && i < length - 1) {
        lastDot = i;
      }
    }
    return firstAt > 0 && lastDot > firstAt + 1;
  }

  /** The pattern {@code ^\+[1-9]\d{6,14}$}. */
  static boolean isPhoneNumber(char[] text, int offset, int length) {
    if (length < 8 || length > 16 || text[offset] != '+' || text[offset + 1] == '0') {
      return false;
    }
    for (int i = 1; i < length; i++) {
      char c = text[offset + i];
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }
}
