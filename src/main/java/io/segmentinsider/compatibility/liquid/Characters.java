package io.segmentinsider.compatibility.liquid;

/** LiquidJS's classes of characters. */
final class Characters {

  private Characters() {}

  /** White space between tokens. */
  static boolean isBlank(char c) {
    return c == ' '
        || (c >= '\t' && c <= '\r')
        || c == 0xA0
        || c == 0x1680
        || c == 0x180E
        || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }

  /** What names are made of. */
  static boolean isWord(char c) {
    if (c >= 0x80) {
      return !isBlank(c) && c != 0x201C && c != 0x201D;
    }
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || isDigit(c)
        || c == '_'
        || c == '-'
        || c == '?';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
