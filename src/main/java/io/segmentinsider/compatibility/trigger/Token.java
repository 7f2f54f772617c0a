package io.segmentinsider.compatibility.trigger;

import java.util.List;

/**
 * One word of a subscription.
 *
 * @param text as written, strings with their quotes
 */
record Token(Kind kind, String text) {

  enum Kind {
    IDENTIFIER,
    STRING,
    NUMBER,
    NULL,
    OPERATOR,
    CONNECTIVE,
    DOT,
    COMMA,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    OPEN_PARENTHESIS,
    CLOSE_PARENTHESIS,
    END
  }

  static final Token END = new Token(Kind.END, "eos");

  /** Tokens as people write them. */
  static String written(List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    boolean blank = false;
    for (Token token : tokens) {
      if (!token.is(Kind.END)) {
        boolean closes = token.is(Kind.COMMA) || token.is(Kind.CLOSE_PARENTHESIS);
        boolean opens = token.is(Kind.OPEN_PARENTHESIS);
        text.append(blank && !closes && !opens ? " " : "").append(token.text);
        blank = !opens && !token.text.equals("!");
      }
    }
    return text.toString();
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }
}
