package io.segmentinsider.mapping.trigger;

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

  boolean is(Kind wanted) {
    return kind == wanted;
  }
}
