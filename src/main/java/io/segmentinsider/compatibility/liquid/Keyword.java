package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.javascript.Text;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** The words that are compared by what they mean, not as values. */
enum Keyword {
  /** {@code nil} and {@code null}: equal to null and to what is missing. */
  NIL,
  /** {@code empty}: equal to text, lists and objects without content. */
  EMPTY,
  /** {@code blank}: as empty, and equal to white space, false, null and what is missing. */
  BLANK;

  /** The value that it stands for where it is not compared. */
  Object value() {
    return this == NIL ? JsonNull.NULL : "";
  }

  /** Whether a value, or another keyword, is what this one means. */
  boolean matches(@Nullable Object other) {
    return switch (this) {
      case NIL -> Conversions.isNullish(Values.plain(other));
      case EMPTY -> isEmpty(other);
      case BLANK ->
          Boolean.FALSE.equals(other)
              || Conversions.isNullish(Values.plain(other))
              || (other instanceof String text && Text.trim(text).isEmpty())
              || isEmpty(other);
    };
  }

  private static boolean isEmpty(@Nullable Object value) {
    if (value instanceof String text) {
      return text.isEmpty();
    }
    if (value instanceof JsonArray array) {
      return array.isEmpty();
    }
    return value instanceof JsonObject object && object.isEmpty();
  }
}
