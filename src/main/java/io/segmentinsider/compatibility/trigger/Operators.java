package io.segmentinsider.compatibility.trigger;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonNumbers;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** Segment's comparisons by the names that they have between its parser and its evaluation. */
final class Operators {

  static final String EXISTS = "exists";
  static final String NOT_EXISTS = "not_exists";
  static final String IS_TRUE = "is_true";
  static final String IS_FALSE = "is_false";
  static final String NUMBER_EQUALS = "number_equals";
  static final String NUMBER_NOT_EQUALS = "number_not_equals";

  /** A comparison of an event's value with the expected one. */
  @FunctionalInterface
  interface Comparison {
    boolean holds(@Nullable Object actual, Expected expected);
  }

  /** The expected value in the two forms that comparisons need. */
  record Expected(String text, double number) {

    /** Text, or the text of a boolean. */
    static Expected of(String text) {
      return new Expected(text, Conversions.toNumber(text));
    }

    static Expected of(boolean flag) {
      return new Expected(Boolean.toString(flag), flag ? 1 : 0);
    }

    static Expected of(double number) {
      return new Expected(JsonNumbers.text(number), number);
    }
  }

  private static final Map<String, Comparison> ALL =
      Map.ofEntries(
          Map.entry("=", (actual, expected) -> expected.text().equals(actual)),
          Map.entry("!=", (actual, expected) -> !expected.text().equals(actual)),
          Map.entry(
              "<", (actual, expected) -> isNumber(actual) && number(actual) < expected.number()),
          Map.entry(
              "<=", (actual, expected) -> isNumber(actual) && number(actual) <= expected.number()),
          Map.entry(
              ">", (actual, expected) -> isNumber(actual) && number(actual) > expected.number()),
          Map.entry(
              ">=", (actual, expected) -> isNumber(actual) && number(actual) >= expected.number()),
          Map.entry(
              NUMBER_EQUALS,
              (actual, expected) -> isNumber(actual) && number(actual) == expected.number()),
          Map.entry(
              NUMBER_NOT_EQUALS,
              (actual, expected) -> isNumber(actual) && number(actual) != expected.number()),
          Map.entry(
              "contains",
              (actual, expected) ->
                  actual instanceof String text && text.contains(expected.text())),
          Map.entry(
              "not_contains",
              (actual, expected) ->
                  actual instanceof String text && !text.contains(expected.text())),
          Map.entry(
              "starts_with",
              (actual, expected) ->
                  actual instanceof String text && text.startsWith(expected.text())),
          Map.entry(
              "not_starts_with",
              (actual, expected) ->
                  actual instanceof String text && !text.startsWith(expected.text())),
          Map.entry(
              "ends_with",
              (actual, expected) ->
                  actual instanceof String text && text.endsWith(expected.text())),
          Map.entry(
              "not_ends_with",
              (actual, expected) ->
                  actual instanceof String text && !text.endsWith(expected.text())),
          Map.entry(EXISTS, (actual, expected) -> !Conversions.isNullish(actual)),
          Map.entry(NOT_EXISTS, (actual, expected) -> Conversions.isNullish(actual)),
          Map.entry(IS_TRUE, (actual, expected) -> Boolean.TRUE.equals(actual)),
          Map.entry(IS_FALSE, (actual, expected) -> Boolean.FALSE.equals(actual)));

  private static final Set<String> NUMERIC =
      Set.of("<", "<=", ">", ">=", NUMBER_EQUALS, NUMBER_NOT_EQUALS);

  private Operators() {}

  /** What an operator does; one that is unknown never holds. */
  static Comparison named(String operator) {
    return ALL.getOrDefault(operator, (actual, expected) -> false);
  }

  /** Whether it holds for numbers only. */
  static boolean isNumeric(String operator) {
    return NUMERIC.contains(operator);
  }

  /** Whether it is one of Segment's. */
  static boolean isKnown(String operator) {
    return ALL.containsKey(operator);
  }

  private static boolean isNumber(@Nullable Object actual) {
    return actual instanceof Number;
  }

  private static double number(@Nullable Object actual) {
    return ((Number) actual).doubleValue();
  }
}
