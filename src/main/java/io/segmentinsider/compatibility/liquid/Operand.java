package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNumbers;
import java.util.List;
import javax.annotation.Nullable;

/** Something in an expression that has a value. */
@FunctionalInterface
interface Operand {

  /** The value; null for none. */
  @Nullable
  Object evaluate(Scope scope) throws LiquidException;

  /** A value that stands in the template. */
  static Operand of(@Nullable Object value) {
    return scope -> value;
  }

  /**
   * A path.
   *
   * @param start what it starts at; null for the scope
   * @param keys at least one
   */
  static Operand path(@Nullable Operand start, List<Operand> keys) {
    return scope -> {
      Object value =
          start == null
              ? scope.get(keys.get(0).evaluate(scope))
              : Values.member(start.evaluate(scope), keys.get(0).evaluate(scope));
      for (Operand key : keys.subList(1, keys.size())) {
        value = Values.member(value, key.evaluate(scope));
      }
      return value;
    };
  }

  /** All numbers from one to another. */
  static Operand range(Operand from, Operand to) {
    return scope -> {
      double low = Values.number(from.evaluate(scope));
      double high = Values.number(to.evaluate(scope));
      double count = Math.ceil(high - low) + 1;
      scope.spend(count);
      JsonArray numbers = new JsonArray();
      // Beyond 2^53 one more is the same number, so the numbers are counted.
      for (int i = 0; i < count; i++) {
        numbers.add(JsonNumbers.of(low + i));
      }
      return numbers;
    };
  }
}
