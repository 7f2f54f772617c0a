package io.segmentinsider.mapping.trigger;

import io.segmentinsider.mapping.javascript.Conversions;
import io.segmentinsider.mapping.trigger.Operators.Expected;
import io.segmentinsider.mapping.trigger.Token.Kind;
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

  private Parser(List<Token> tokens) {
    this.tokens = new ArrayDeque<>(tokens);
  }

  /** The condition of a whole subscription. */
  static Condition parse(List<Token> tokens) throws InvalidTriggerException {
    return new Parser(joined(tokens)).level();
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
    boolean any = false;
    Token token = tokens.poll();
    while (token != null && !token.is(Kind.END)) {
      switch (token.kind()) {
        case IDENTIFIER -> addUnlessNull(condition(token), conditions);
        case OPERATOR -> {
          if (token.text().equals("!") && isFunction(tokens.peek())) {
            addUnlessNull(function(next("a function").text(), "not_"), conditions);
          }
        }
        case OPEN_PARENTHESIS -> conditions.add(group());
        case CONNECTIVE -> any = token.text().equals("or");
        default -> {}
      }
      token = tokens.poll();
    }
    if (conditions.isEmpty()) {
      throw new InvalidTriggerException(
          "The trigger has no condition on type, event, name, userId, properties, traits or context");
    }
    return any ? Condition.any(conditions) : Condition.all(conditions);
  }

  private Condition group() throws InvalidTriggerException {
    List<Token> inner = new ArrayList<>();
    Token token = next("a closing parenthesis");
    while (!token.is(Kind.CLOSE_PARENTHESIS)) {
      inner.add(token);
      token = next("a closing parenthesis");
    }
    inner.add(Token.END);
    return new Parser(inner).level();
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
      return Operators.condition(field, special, expected(value));
    }
    return Operators.condition(
        field,
        operator,
        kind == FieldKind.NESTED ? expected(value) : Expected.of(expected(value).text()));
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
    tokens.poll();
    Token field = next("the field of " + name + "()");
    tokens.poll();
    Token value = next("the text of " + name + "()");
    tokens.poll();
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
    return functionCondition(field.text(), negation + operator, Expected.of(text));
  }

  @Nullable
  private static Condition functionCondition(String field, String operator, Expected expected) {
    if (FUNCTION_FIELDS.contains(field)) {
      return Operators.condition(Field.top(field), operator, expected);
    }
    for (String root : NESTED_FIELDS) {
      if (field.startsWith(root)) {
        return Operators.condition(Field.below(root, field), operator, expected);
      }
    }
    return null;
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
    Token token = tokens.poll();
    if (token == null) {
      throw new InvalidTriggerException("The trigger ends where " + wanted + " should stand");
    }
    return token;
  }

  private static void addUnlessNull(@Nullable Condition condition, List<Condition> conditions) {
    if (condition != null) {
      conditions.add(condition);
    }
  }
}
