package io.segmentinsider.compatibility.trigger;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.trigger.Condition.Comparison;
import io.segmentinsider.compatibility.trigger.Condition.Group;
import io.segmentinsider.compatibility.trigger.Condition.Unusable;
import io.segmentinsider.compatibility.trigger.Operators.Expected;
import io.segmentinsider.compatibility.trigger.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Makes conditions of tokens. Within one level the last connective decides for all conditions; what
 * is no condition is skipped; a parenthesis ends at the first closing one.
 */
final class Parser {

  private static final String CONTAINS = "contains";
  private static final String MATCH = "match";

  /** Fields by the first word of what is written. */
  private static final Map<String, FieldKind> FIELDS =
      Map.of(
          "type", FieldKind.TEXT,
          "event", FieldKind.TEXT,
          "name", FieldKind.NULLABLE_TEXT,
          "userId", FieldKind.USER_ID,
          "properties", FieldKind.NESTED,
          "traits", FieldKind.NESTED,
          "context", FieldKind.NESTED);

  /** Top-level fields that the functions know; all nested ones they know too. */
  private static final Set<String> FUNCTION_FIELDS = Set.of("event", "name", "userId");

  /** They belong to what stands around them. */
  private static final Set<Kind> SILENT =
      Set.of(Kind.CONNECTIVE, Kind.COMMA, Kind.CLOSE_PARENTHESIS);

  private static final List<String> NESTED_FIELDS = List.of("properties", "traits", "context");

  /** How a field is compared with words that are not quoted. */
  private enum FieldKind {
    /** {@code null}, {@code true} and numbers are just text. */
    TEXT,
    /** As text, but {@code null} asks for presence. */
    NULLABLE_TEXT,
    /** As nullable text, and {@code = true} asks for a boolean. */
    USER_ID,
    /** Everything has its own type. */
    NESTED
  }

  private final Deque<Token> tokens;

  /** Runs of words that say nothing. */
  private final List<String> ignored;

  /** The words of the condition that is being read. */
  private final List<Token> reading = new ArrayList<>();

  private Parser(List<Token> tokens, List<String> ignored) {
    this.tokens = new ArrayDeque<>(tokens);
    this.ignored = ignored;
  }

  /**
   * A subscription.
   *
   * @param condition what it asks for
   * @param ignored words that say nothing, as they stand side by side
   */
  record Result(Condition condition, List<String> ignored) {}

  /** Reads a whole subscription. */
  static Result parse(List<Token> tokens) throws InvalidTriggerException {
    List<String> ignored = new ArrayList<>();
    Condition condition = new Parser(joined(tokens), ignored).level();
    if (condition instanceof Unusable) {
      throw new InvalidTriggerException(
          "The trigger has no condition on type, event, name, userId, properties, traits or"
              + " context");
    }
    return new Result(condition, ignored);
  }

  /** Tokens with {@code a . b} as one identifier. */
  private static List<Token> joined(List<Token> tokens) {
    List<Token> joined = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token last = joined.isEmpty() ? Token.END : joined.get(joined.size() - 1);
      if (last.is(Kind.IDENTIFIER)
          && token.is(Kind.DOT)
          && i + 1 < tokens.size()
          && tokens.get(i + 1).is(Kind.IDENTIFIER)) {
        i++;
        joined.set(
            joined.size() - 1,
            new Token(Kind.IDENTIFIER, last.text() + "." + tokens.get(i).text()));
      } else {
        joined.add(token);
      }
    }
    return joined;
  }

  private Condition level() throws InvalidTriggerException {
    List<Condition> conditions = new ArrayList<>();
    List<Token> unread = new ArrayList<>();
    boolean any = false;
    Token token = first();
    while (token != null && !token.is(Kind.END)) {
      Condition condition = null;
      switch (token.kind()) {
        case IDENTIFIER -> condition = condition(token);
        case OPERATOR -> {
          if (token.text().equals("!") && isFunction(tokens.peek())) {
            condition = function(next("a function").text(), "not_");
          }
        }
        case OPEN_PARENTHESIS -> condition = group();
        case CONNECTIVE -> any = token.text().equals("or");
        default -> {}
      }
      if (condition != null) {
        conditions.add(condition);
      }
      if (condition != null || SILENT.contains(token.kind())) {
        endOfIgnored(unread);
      } else {
        unread.addAll(reading);
      }
      token = first();
    }
    endOfIgnored(unread);
    if (conditions.isEmpty()) {
      return new Unusable();
    }
    return conditions.size() == 1 ? conditions.get(0) : new Group(any, conditions);
  }

  private void endOfIgnored(List<Token> unread) {
    if (!unread.isEmpty()) {
      ignored.add(Token.written(unread));
      unread.clear();
    }
  }

  /** The word that a condition may start with; null behind the end. */
  @Nullable
  private Token first() {
    reading.clear();
    return poll();
  }

  @Nullable
  private Token poll() {
    Token token = tokens.poll();
    if (token != null) {
      reading.add(token);
    }
    return token;
  }

  private Condition group() throws InvalidTriggerException {
    List<Token> inner = new ArrayList<>();
    Token token = next("a closing parenthesis");
    while (!token.is(Kind.CLOSE_PARENTHESIS)) {
      inner.add(token);
      token = next("a closing parenthesis");
    }
    inner.add(Token.END);
    return new Parser(inner, ignored).level();
  }

  /** Null for an identifier that no condition starts with. */
  @Nullable
  private Condition condition(Token identifier) throws InvalidTriggerException {
    String written = identifier.text();
    int dot = written.indexOf('.');
    String root = dot < 0 ? written : written.substring(0, dot);
    FieldKind kind = FIELDS.get(root);
    if (kind == null) {
      return isFunction(identifier) ? function(written, "") : null;
    }
    String operator = next("an operator").text();
    Token value = next("a value");
    Field field = kind == FieldKind.NESTED ? Field.below(root, written) : Field.top(root);
    String special = special(kind, operator, value);
    if (special != null) {
      return comparison(field, special, expected(value), value);
    }
    return comparison(
        field,
        operator,
        kind == FieldKind.NESTED ? expected(value) : Expected.of(expected(value).text()),
        value);
  }

  /** The operator that takes the place of {@code =} or {@code !=}; null if it stays. */
  @Nullable
  private static String special(FieldKind kind, String operator, Token value) {
    boolean equals = operator.equals("=");
    if (!equals && !operator.equals("!=")) {
      return null;
    }
    if (kind != FieldKind.TEXT && value.text().equals("null")) {
      return equals ? Operators.NOT_EXISTS : Operators.EXISTS;
    }
    if (kind == FieldKind.USER_ID || kind == FieldKind.NESTED) {
      if (equals && value.text().equals("true")) {
        return Operators.IS_TRUE;
      }
      if (equals && value.text().equals("false")) {
        return Operators.IS_FALSE;
      }
    }
    if (kind == FieldKind.NESTED && value.is(Kind.NUMBER)) {
      return equals ? Operators.NUMBER_EQUALS : Operators.NUMBER_NOT_EQUALS;
    }
    return null;
  }

  private static boolean isFunction(@Nullable Token token) {
    return token != null
        && token.is(Kind.IDENTIFIER)
        && (token.text().equals(CONTAINS) || token.text().equals(MATCH));
  }

  /** Null for a field that functions do not know. */
  @Nullable
  private Condition function(String name, String negation) throws InvalidTriggerException {
    poll();
    Token field = next("the field of " + name + "()");
    poll();
    Token value = next("the text of " + name + "()");
    poll();
    String text = expected(value).text();
    String operator = name;
    if (name.equals(MATCH)) {
      // Only a star before the closing double quote makes it "starts with".
      boolean starts = value.text().endsWith("*\"");
      operator = starts ? "starts_with" : "ends_with";
      text =
          starts
              ? text.substring(0, text.length() - 1)
              : text.substring(Math.min(1, text.length()));
    }
    return functionCondition(field.text(), negation + operator, Expected.of(text), value);
  }

  @Nullable
  private Condition functionCondition(
      String field, String operator, Expected expected, Token value) {
    if (FUNCTION_FIELDS.contains(field)) {
      return comparison(Field.top(field), operator, expected, value);
    }
    for (String root : NESTED_FIELDS) {
      if (field.startsWith(root)) {
        return comparison(Field.below(root, field), operator, expected, value);
      }
    }
    return null;
  }

  private Comparison comparison(Field field, String operator, Expected expected, Token value) {
    return new Comparison(
        field, operator, expected, Operators.named(operator), value, Token.written(reading));
  }

  /** A string loses a double quote at either end, so one in single quotes keeps them. */
  private static Expected expected(Token value) {
    String text = value.text();
    return switch (value.kind()) {
      case STRING -> {
        String start = text.startsWith("\"") ? text.substring(1) : text;
        yield Expected.of(start.endsWith("\"") ? start.substring(0, start.length() - 1) : start);
      }
      case NUMBER -> Expected.of(Conversions.toNumber(text));
      case IDENTIFIER ->
          text.equals("true") || text.equals("false")
              ? Expected.of(Boolean.parseBoolean(text))
              : Expected.of(text);
      default -> Expected.of(text);
    };
  }

  private Token next(String wanted) throws InvalidTriggerException {
    Token token = poll();
    if (token == null) {
      throw new InvalidTriggerException("The trigger ends where " + wanted + " should stand");
    }
    return token;
  }
}
