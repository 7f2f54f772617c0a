package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.json.JsonNumbers;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Filters that reckon. What is no number counts as 0; a missing argument gives NaN. */
final class NumberFilters {

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("abs", unary(Math::abs)),
          Map.entry("ceil", unary(Math::ceil)),
          Map.entry("floor", unary(Math::floor)),
          Map.entry("plus", binary((value, argument) -> value + argument)),
          Map.entry("minus", binary((value, argument) -> value - argument)),
          Map.entry("times", binary((value, argument) -> value * argument)),
          Map.entry("modulo", binary(NumberFilters::modulo)),
          Map.entry("divided_by", NumberFilters::dividedBy),
          Map.entry("at_least", folded(Math::max)),
          Map.entry("at_most", folded(Math::min)),
          Map.entry("round", NumberFilters::round),
          Map.entry(
              "to_integer", (value, arguments, scope) -> JsonNumbers.of(Values.number(value))));

  /** 2^53 - 1. */
  private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

  private NumberFilters() {}

  private static Filter unary(DoubleUnaryOperator operator) {
    return (value, arguments, scope) ->
        JsonNumbers.of(operator.applyAsDouble(Values.numberOrZero(value)));
  }

  private static Filter binary(DoubleBinaryOperator operator) {
    return (value, arguments, scope) ->
        JsonNumbers.of(
            operator.applyAsDouble(Values.numberOrZero(value), numberOrZero(arguments, 0)));
  }

  private static Filter folded(DoubleBinaryOperator operator) {
    return (value, arguments, scope) -> {
      double result = Values.numberOrZero(value);
      for (int i = 0; i < arguments.size(); i++) {
        result = operator.applyAsDouble(result, numberOrZero(arguments, i));
      }
      return JsonNumbers.of(result);
    };
  }

  private static double numberOrZero(Arguments arguments, int place) {
    return place < arguments.size() ? Values.numberOrZero(arguments.get(place)) : Double.NaN;
  }

  private static double modulo(double value, double argument) {
    return ((value % argument) + argument) % argument;
  }

  private static Object dividedBy(Object value, Arguments arguments, Scope scope) {
    double result = Values.numberOrZero(value) / numberOrZero(arguments, 0);
    boolean whole = arguments.size() > 1 && numberOrZero(arguments, 1) != 0;
    return JsonNumbers.of(whole ? Math.floor(result) : result);
  }

  /** Rounds the digits, not the binary number, so that 1.005 to two digits is 1.01. */
  private static Object round(Object value, Arguments arguments, Scope scope) {
    double number = Values.numberOrZero(value);
    double digits = arguments.size() == 0 ? 0 : numberOrZero(arguments, 0);
    double scaled = shift(Math.abs(number), digits);
    if (!(scaled <= MAX_SAFE_INTEGER)) {
      return JsonNumbers.of(number);
    }
    double whole = Math.floor(scaled);
    double rounded = shift(scaled - whole >= 0.5 ? whole + 1 : whole, -digits);
    return JsonNumbers.of(number < 0 ? -rounded : rounded);
  }

  private static double shift(double number, double digits) {
    String text = JsonNumbers.text(number);
    int exponentAt = text.indexOf('e');
    String mantissa = exponentAt < 0 ? text : text.substring(0, exponentAt);
    double exponent =
        (exponentAt < 0 ? 0 : Double.parseDouble(text.substring(exponentAt + 1))) + digits;
    return Values.number(mantissa + "e" + JsonNumbers.text(exponent));
  }
}
