package io.segmentinsider.compatibility.trigger;

import io.segmentinsider.compatibility.trigger.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a subscription into tokens. A word that ends where a blank, a comma or a closing bracket
 * would have to stand is backed out of, as in Segment's own lexer, which is why {@code count>=3}
 * does not read as intended.
 */
final class Lexer {

  private static final int MAX_LENGTH = 100_000;

  /** What {@link #peek} gives behind the end; no character of a subscription equals it. */
  private static final int END = -1;

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens of a subscription, with {@link Token#END} behind them. */
  static List<Token> tokens(String text) throws InvalidTriggerException {
    return new Lexer(text).tokens();
  }

  private List<Token> tokens() throws InvalidTriggerException {
    List<Token> tokens = new ArrayList<>();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (!isBlank(c)) {
        tokens.add(token(c));
      }
    }
    tokens.add(Token.END);
    return tokens;
  }

  private Token token(char first) throws InvalidTriggerException {
    if (first == '!' && (isLetter(peek()) || peek() == '(')) {
      return new Token(Kind.OPERATOR, "!");
    }
    if (isLetter(first) || first == '\\' || first == '_') {
      return word(first);
    }
    if (isDigit(first) || first == '-' || first == '+') {
      return number(first);
    }
    return switch (first) {
      case '=' -> new Token(Kind.OPERATOR, "=");
      case '!' -> notEqual();
      case '<', '>' -> new Token(Kind.OPERATOR, accept("=") ? first + "=" : "" + first);
      case '"', '\'' -> string(first);
      case '.' -> new Token(Kind.DOT, ".");
      case ',' -> new Token(Kind.COMMA, ",");
      case '[' -> new Token(Kind.OPEN_BRACKET, "[");
      case ']' -> new Token(Kind.CLOSE_BRACKET, "]");
      case '(' -> new Token(Kind.OPEN_PARENTHESIS, "(");
      case ')' -> new Token(Kind.CLOSE_PARENTHESIS, ")");
      default -> throw fault("has the character \"" + first + "\", which has no meaning here");
    };
  }

  private Token notEqual() throws InvalidTriggerException {
    if (accept("=")) {
      return new Token(Kind.OPERATOR, "!=");
    }
    throw fault("has a \"!\" that is not followed by \"= \", a word or a parenthesis");
  }

  private Token word(char first) throws InvalidTriggerException {
    if (first == 'a' && accept("nd")) {
      return new Token(Kind.CONNECTIVE, "and");
    }
    if (first == 'o' && accept("r")) {
      return new Token(Kind.CONNECTIVE, "or");
    }
    if (first == 'n' && accept("ull")) {
      return new Token(Kind.NULL, "null");
    }
    return identifier(first);
  }

  private Token identifier(char first) throws InvalidTriggerException {
    StringBuilder name = new StringBuilder();
    char c = first;
    while (true) {
      if (c == '\\') {
        if (peek() == END) {
          throw fault("ends with a backslash");
        }
        c = text.charAt(at++);
      }
      append(c, name);
      if (!isInWord(peek())) {
        break;
      }
      c = text.charAt(at++);
    }
    int next = peek();
    if (!isTerminator(next) && next != '.' && next != '(' && next != '=' && next != '!') {
      throw fault("needs a blank behind \"" + name + "\"");
    }
    return new Token(Kind.IDENTIFIER, name.toString());
  }

  private Token number(char first) throws InvalidTriggerException {
    StringBuilder number = new StringBuilder().append(first);
    boolean decimal = false;
    while (isDigit(peek()) || peek() == '.') {
      char c = text.charAt(at++);
      append(c, number);
      if (c == '.') {
        if (decimal || isTerminator(peek())) {
          throw fault("has the unfinished number \"" + number + "\"");
        }
        decimal = true;
      }
    }
    return new Token(Kind.NUMBER, number.toString());
  }

  /** A string reaches to the next quote that is followed by a terminator or by another quote. */
  private Token string(char quote) throws InvalidTriggerException {
    StringBuilder string = new StringBuilder().append(quote);
    while (peek() != quote) {
      if (peek() == END) {
        throw fault("has a string without its closing " + quote);
      }
      append(text.charAt(at++), string);
    }
    accept(String.valueOf(quote));
    return new Token(Kind.STRING, string.append(quote).toString());
  }

  private void append(char c, StringBuilder word) throws InvalidTriggerException {
    word.append(c);
    if (word.length() >= MAX_LENGTH) {
      throw fault("has a word of more than " + MAX_LENGTH + " characters");
    }
  }

  /** Takes a word if a terminator follows it; at the end of the text what was read is lost. */
  private boolean accept(String word) {
    int start = at;
    int length = 0;
    while (length < word.length()) {
      if (at == text.length()) {
        return false;
      }
      length++;
      if (isTerminator(text.charAt(at++))) {
        break;
      }
    }
    if (text.substring(start, at).equals(word) && isTerminator(peek())) {
      return true;
    }
    at = start;
    return false;
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private InvalidTriggerException fault(String what) {
    return new InvalidTriggerException("The trigger " + what + " (near character " + at + ")");
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  private static boolean isTerminator(int c) {
    return c == END || isBlank(c) || c == ',' || c == ']' || c == ')';
  }

  private static boolean isInWord(int c) {
    return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '\\';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
