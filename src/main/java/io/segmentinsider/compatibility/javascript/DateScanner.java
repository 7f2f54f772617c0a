package io.segmentinsider.compatibility.javascript;

import java.util.Map;

/**
 * Cuts text into the tokens that V8 reads dates from. A word is any run of characters from {@code
 * A} upwards in Unicode that are no blanks; a NUL ends the text.
 */
final class DateScanner {

  /** Of a longer number only so many digits count, leading zeros aside. */
  private static final int MAX_DIGITS = 9;

  /** Words are told apart by so many letters; only a month may have more. */
  private static final int PREFIX = 3;

  private static final Map<String, Token> WORDS =
      Map.ofEntries(
          Map.entry("jan", new Token(Kind.MONTH, 1, 0)),
          Map.entry("feb", new Token(Kind.MONTH, 2, 0)),
          Map.entry("mar", new Token(Kind.MONTH, 3, 0)),
          Map.entry("apr", new Token(Kind.MONTH, 4, 0)),
          Map.entry("may", new Token(Kind.MONTH, 5, 0)),
          Map.entry("jun", new Token(Kind.MONTH, 6, 0)),
          Map.entry("jul", new Token(Kind.MONTH, 7, 0)),
          Map.entry("aug", new Token(Kind.MONTH, 8, 0)),
          Map.entry("sep", new Token(Kind.MONTH, 9, 0)),
          Map.entry("oct", new Token(Kind.MONTH, 10, 0)),
          Map.entry("nov", new Token(Kind.MONTH, 11, 0)),
          Map.entry("dec", new Token(Kind.MONTH, 12, 0)),
          Map.entry("am", new Token(Kind.HALF_DAY, 0, 0)),
          Map.entry("pm", new Token(Kind.HALF_DAY, 12, 0)),
          Map.entry("t", new Token(Kind.TIME_SEPARATOR, 0, 0)),
          Map.entry("z", new Token(Kind.ZONE, 0, 0)),
          Map.entry("ut", new Token(Kind.ZONE, 0, 0)),
          Map.entry("utc", new Token(Kind.ZONE, 0, 0)),
          Map.entry("gmt", new Token(Kind.ZONE, 0, 0)),
          Map.entry("cdt", new Token(Kind.ZONE, -5, 0)),
          Map.entry("cst", new Token(Kind.ZONE, -6, 0)),
          Map.entry("edt", new Token(Kind.ZONE, -4, 0)),
          Map.entry("est", new Token(Kind.ZONE, -5, 0)),
          Map.entry("mdt", new Token(Kind.ZONE, -6, 0)),
          Map.entry("mst", new Token(Kind.ZONE, -7, 0)),
          Map.entry("pdt", new Token(Kind.ZONE, -7, 0)),
          Map.entry("pst", new Token(Kind.ZONE, -8, 0)));

  private final String text;
  private int at;
  private Token next;

  DateScanner(String text) {
    this.text = text;
    this.next = scan();
  }

  /** What a token is. */
  enum Kind {
    NUMBER,
    /** One of {@code : - + . )}. */
    SYMBOL,
    BLANK,
    MONTH,
    HALF_DAY,
    TIME_SEPARATOR,
    ZONE,
    /** Any other word. */
    WORD,
    /** What is skipped: parenthesised text and other characters. */
    OTHER,
    END
  }

  /**
   * One token.
   *
   * @param value a number, a symbol, a month from 1, hours to add, or the hours of a zone
   * @param length in characters
   */
  record Token(Kind kind, int value, int length) {

    private static final Token END = new Token(Kind.END, 0, 0);

    boolean is(Kind wanted) {
      return kind == wanted;
    }

    boolean isSymbol(char symbol) {
      return kind == Kind.SYMBOL && value == symbol;
    }

    boolean isSign() {
      return isSymbol('+') || isSymbol('-');
    }

    boolean isNumber(int digits) {
      return kind == Kind.NUMBER && length == digits;
    }

    boolean isNumber(int digits, int least, int most) {
      return isNumber(digits) && value >= least && value <= most;
    }

    boolean isZ() {
      return kind == Kind.ZONE && length == 1;
    }

    /** The first three digits of a number behind a decimal point. */
    int milliseconds() {
      int digits = Math.min(length, MAX_DIGITS);
      int scaled = value;
      for (; digits < 3; digits++) {
        scaled *= 10;
      }
      for (; digits > 3; digits--) {
        scaled /= 10;
      }
      return scaled;
    }
  }

  Token peek() {
    return next;
  }

  Token next() {
    Token token = next;
    next = scan();
    return token;
  }

  /** Takes a symbol if it is next. */
  boolean skip(char symbol) {
    boolean found = next.isSymbol(symbol);
    if (found) {
      next = scan();
    }
    return found;
  }

  private char current() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private Token scan() {
    int start = at;
    char c = current();
    if (c == 0) {
      return Token.END;
    }
    if (isDigit(c)) {
      int value = 0;
      int digits = 0;
      for (; isDigit(current()); at++) {
        if (digits < MAX_DIGITS && (digits > 0 || current() > '0')) {
          value = value * 10 + current() - '0';
          digits++;
        }
      }
      return new Token(Kind.NUMBER, value, at - start);
    }
    if (isInWord(c)) {
      return word();
    }
    if (c == '(') {
      skipParentheses();
      return new Token(Kind.OTHER, 0, at - start);
    }
    at++;
    if (c == ':' || c == '-' || c == '+' || c == '.' || c == ')') {
      return new Token(Kind.SYMBOL, c, 1);
    }
    return new Token(Text.isWhiteSpace(c) ? Kind.BLANK : Kind.OTHER, 0, 1);
  }

  private Token word() {
    int start = at;
    StringBuilder prefix = new StringBuilder(PREFIX);
    for (; isInWord(current()); at++) {
      if (at - start < PREFIX) {
        prefix.append((char) (current() | 0x20));
      }
    }
    int length = at - start;
    Token known = WORDS.get(prefix.toString());
    if (known == null || (length > PREFIX && !known.is(Kind.MONTH))) {
      return new Token(Kind.WORD, 0, length);
    }
    return new Token(known.kind(), known.value(), length);
  }

  private void skipParentheses() {
    int open = 0;
    do {
      if (current() == '(') {
        open++;
      } else if (current() == ')') {
        open--;
      }
      at++;
    } while (open > 0 && current() != 0);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isInWord(char c) {
    boolean lineEnd = c == 0x2028 || c == 0x2029;
    return c >= 'A' && (lineEnd || !Text.isWhiteSpace(c));
  }
}
