package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.liquid.FilteredValue.Argument;
import io.segmentinsider.compatibility.liquid.FilteredValue.Call;
import io.segmentinsider.json.JsonNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Reads names, values, expressions and filters from the inside of a tag or an output. */
final class ExpressionReader {

  private static final Map<String, Object> LITERALS =
      Map.of(
          "true",
          true,
          "false",
          false,
          "nil",
          Keyword.NIL,
          "null",
          Keyword.NIL,
          "empty",
          Keyword.EMPTY,
          "blank",
          Keyword.BLANK);

  private final String text;
  private int at;

  ExpressionReader(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  void skipBlanks() {
    while (!atEnd() && Characters.isBlank(text.charAt(at))) {
      at++;
    }
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return peek(0);
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  void advance() {
    at++;
  }

  /** What is left. */
  String rest() {
    return text.substring(Math.min(at, text.length()));
  }

  /** Reads up to and with a character; to the end if it is not there. */
  boolean skipTo(char wanted) {
    int found = text.indexOf(wanted, at);
    at = found < 0 ? text.length() : found + 1;
    return found >= 0;
  }

  /** Where reading stands, to come back to. */
  int position() {
    return at;
  }

  void backTo(int position) {
    at = position;
  }

  /** A name; empty if there is none. */
  String identifier() {
    skipBlanks();
    int start = at;
    while (!atEnd() && Characters.isWord(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** An expression with filters; what stands behind a comma or a parenthesis is left. */
  FilteredValue filteredValue() throws LiquidException {
    int start = at;
    List<Object> parts = new ArrayList<>();
    Object part = operatorOrValue();
    while (part != null) {
      parts.add(part);
      part = operatorOrValue();
    }
    if (parts.isEmpty()) {
      throw new LiquidException("needs a value at \"" + rest() + "\"");
    }
    List<Call> filters = new ArrayList<>();
    Call filter = filter();
    while (filter != null) {
      filters.add(filter);
      filter = filter();
    }
    return new FilteredValue(
        LiquidExpression.of(parts), filters, text.substring(start, Math.min(at, text.length())));
  }

  @Nullable
  private Object operatorOrValue() throws LiquidException {
    if (atEnd()) {
      return null;
    }
    skipBlanks();
    for (Operator operator : Operator.values()) {
      if (takeWord(operator.word())) {
        return operator;
      }
    }
    return value();
  }

  /** Takes a word unless it goes on as a longer one. */
  private boolean takeWord(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    boolean isName = Characters.isWord(word.charAt(word.length() - 1));
    if (isName && Characters.isWord(peek(word.length()))) {
      return false;
    }
    at += word.length();
    return true;
  }

  @Nullable
  private Call filter() throws LiquidException {
    skipBlanks();
    if (atEnd() || peek() == ')' || peek() == ',') {
      return null;
    }
    if (peek() != '|') {
      throw new LiquidException("needs a \"|\" before \"" + rest() + "\"");
    }
    at++;
    String name = identifier();
    if (name.isEmpty()) {
      if (!atEnd()) {
        throw new LiquidException("needs the name of a filter at \"" + rest() + "\"");
      }
      return null;
    }
    List<Argument> arguments = new ArrayList<>();
    skipBlanks();
    if (peek() == ':') {
      do {
        at++;
        Argument argument = argument();
        if (argument != null) {
          arguments.add(argument);
        }
        skipBlanks();
        requireEndOfFilter();
      } while (peek() == ',');
    }
    requireEndOfFilter();
    return new Call(name, arguments);
  }

  private void requireEndOfFilter() throws LiquidException {
    if (!atEnd() && peek() != ',' && peek() != '|' && peek() != ')') {
      throw new LiquidException("has an unexpected \"" + rest() + "\" in a filter");
    }
  }

  @Nullable
  private Argument argument() throws LiquidException {
    skipBlanks();
    int start = at;
    Operand value = value();
    if (value == null) {
      return null;
    }
    String name = text.substring(start, at);
    skipBlanks();
    if (peek() != ':') {
      return new Argument(null, value);
    }
    at++;
    return new Argument(name, value());
  }

  /** A value with its path; null if there is none. */
  @Nullable
  Operand value() throws LiquidException {
    skipBlanks();
    Operand start = literal();
    if (start == null) {
      start = quoted();
    }
    if (start == null) {
      start = number();
    }
    if (start == null && peek() == '(') {
      start = range();
    }
    List<Operand> keys = keys(start == null);
    return keys.isEmpty() ? start : Operand.path(start, keys);
  }

  /** A path into the scope; null if there is none. */
  @Nullable
  Operand path() throws LiquidException {
    skipBlanks();
    List<Operand> keys = keys(true);
    return keys.isEmpty() ? null : Operand.path(null, keys);
  }

  @Nullable
  private Operand literal() {
    for (Map.Entry<String, Object> literal : LITERALS.entrySet()) {
      if (takeWord(literal.getKey())) {
        return Operand.of(literal.getValue());
      }
    }
    return null;
  }

  /** Quoted text; null if there is none. */
  @Nullable
  Operand quoted() {
    skipBlanks();
    if (!Characters.isQuote(peek())) {
      return null;
    }
    int start = at;
    at = StringLiteral.end(text, at);
    return Operand.of(StringLiteral.read(text.substring(start, at)));
  }

  @Nullable
  private Operand number() {
    int length = peek() == '-' || peek() == '+' ? 1 : 0;
    boolean digits = false;
    boolean point = false;
    while (true) {
      if (Characters.isDigit(peek(length))) {
        digits = true;
      } else if (peek(length) == '.' && peek(length + 1) != '.') {
        if (point || !digits) {
          return null;
        }
        point = true;
      } else {
        break;
      }
      length++;
    }
    if (!digits || Characters.isWord(peek(length))) {
      return null;
    }
    double number = Conversions.toNumber(text.substring(at, at + length));
    at += length;
    return Operand.of(JsonNumbers.of(number));
  }

  private Operand range() throws LiquidException {
    at++;
    Operand from = requiredValue();
    skipBlanks();
    if (peek() != '.' || peek(1) != '.') {
      throw new LiquidException("has a parenthesis that holds no range");
    }
    at += 2;
    Operand to = requiredValue();
    skipBlanks();
    if (peek() != ')') {
      throw new LiquidException("has a range without its closing parenthesis");
    }
    at++;
    return Operand.range(from, to);
  }

  private Operand requiredValue() throws LiquidException {
    Operand value = value();
    if (value == null) {
      throw new LiquidException("needs a value at \"" + rest() + "\"");
    }
    return value;
  }

  private List<Operand> keys(boolean startsWithName) throws LiquidException {
    List<Operand> keys = new ArrayList<>();
    while (true) {
      if (peek() == '[') {
        at++;
        Operand key = value();
        if (!skipTo(']')) {
          throw new LiquidException("has a \"[\" that is not closed");
        }
        keys.add(key == null ? Operand.of("") : key);
        continue;
      }
      if (startsWithName && keys.isEmpty()) {
        String name = identifier();
        if (!name.isEmpty()) {
          keys.add(Operand.of(name));
          continue;
        }
      }
      if (peek() != '.' || peek(1) == '.') {
        return keys;
      }
      at++;
      String name = identifier();
      if (name.isEmpty()) {
        return keys;
      }
      keys.add(Operand.of(name));
    }
  }
}
