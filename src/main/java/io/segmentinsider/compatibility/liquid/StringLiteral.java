package io.segmentinsider.compatibility.liquid;

/** Quoted text with backslash escapes as in JavaScript. */
final class StringLiteral {

  private static final String ESCAPED = "bfnrtv";
  private static final String MEANT = "\b\f\n\r\t\u000B";

  private StringLiteral() {}

  /** The place behind the text that is quoted from a place on; the end if it is not closed. */
  static int end(String text, int start) {
    boolean escaped = false;
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == text.charAt(start) && !escaped) {
        return at + 1;
      }
      escaped = c == '\\' && !escaped;
    }
    return text.length();
  }

  /** The content of quoted text. */
  static String read(String quoted) {
    int end = quoted.length() - 1;
    StringBuilder content = new StringBuilder();
    int at = 1;
    while (at < end) {
      char c = quoted.charAt(at++);
      if (c != '\\') {
        content.append(c);
        continue;
      }
      char kind = quoted.charAt(at++);
      int known = ESCAPED.indexOf(kind);
      if (known >= 0) {
        content.append(MEANT.charAt(known));
      } else if (kind == 'u') {
        int stop = digits(quoted, at, 4, 16);
        content.append((char) number(quoted, at, stop, 16));
        at = stop;
      } else if (Character.digit(kind, 8) >= 0) {
        int stop = digits(quoted, at - 1, 3, 8);
        content.append((char) number(quoted, at - 1, stop, 8));
        at = stop;
      } else {
        content.append(kind);
      }
    }
    return content.toString();
  }

  private static int digits(String text, int start, int most, int radix) {
    int at = start;
    while (at < text.length()
        && at < start + most
        && Character.digit(text.charAt(at), radix) >= 0) {
      at++;
    }
    return at;
  }

  private static int number(String text, int start, int end, int radix) {
    return start == end ? 0 : Integer.parseInt(text.substring(start, end), radix);
  }
}
