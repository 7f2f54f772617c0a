package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.javascript.MemberPath;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import java.util.List;
import javax.annotation.Nullable;

/** What Liquid does with values: members, text, truth, comparison. Null stands for no value. */
final class Values {

  private Values() {}

  /** The value that a keyword stands for; other values as they are. */
  @Nullable
  static Object plain(@Nullable Object value) {
    return value instanceof Keyword keyword ? keyword.value() : value;
  }

  /** Whether a condition holds: all values do but false, null and none. */
  static boolean isTruthy(@Nullable Object value) {
    Object plain = plain(value);
    return !Conversions.isNullish(plain) && !Boolean.FALSE.equals(plain);
  }

  /** A value as it is printed: lists item by item, with nothing between them. */
  static String text(@Nullable Object value) {
    Object plain = plain(value);
    if (plain instanceof JsonArray array) {
      StringBuilder joined = new StringBuilder();
      for (Object item : array) {
        joined.append(text(item));
      }
      return joined.toString();
    }
    return Conversions.isNullish(plain) ? "" : Conversions.toText(plain);
  }

  /** ECMAScript's ToNumber. */
  static double number(@Nullable Object value) {
    Object plain = plain(value);
    if (plain instanceof Number number) {
      return number.doubleValue();
    }
    if (plain instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (plain == JsonNull.NULL) {
      return 0;
    }
    return plain == null ? Double.NaN : Conversions.toNumber(Conversions.toText(plain));
  }

  /** As {@link #number}, with 0 for what is no number. */
  static double numberOrZero(@Nullable Object value) {
    double number = number(value);
    return Double.isNaN(number) ? 0 : number;
  }

  /** A list as it is, nothing as an empty list, another value as a list of one. */
  static JsonArray list(@Nullable Object value) {
    Object plain = plain(value);
    if (plain instanceof JsonArray array) {
      return array;
    }
    return Conversions.isNullish(plain) ? new JsonArray() : JsonArray.of(plain);
  }

  /** A member by its own name, or {@code size}, {@code first} or {@code last}. */
  @Nullable
  static Object member(@Nullable Object value, @Nullable Object key) {
    Object name = plain(key);
    Object object = value instanceof Keyword ? null : value;
    if (Conversions.isNullish(object)) {
      return object;
    }
    if (object instanceof JsonArray array && name instanceof Number number) {
      return item(array, number.doubleValue());
    }
    String text = Conversions.toText(name);
    Object own = ownMember(object, text);
    if (own != null) {
      return own;
    }
    return switch (text) {
      case "size" -> size(object);
      case "first" -> object instanceof JsonArray array ? item(array, 0) : null;
      case "last" -> object instanceof JsonArray array ? item(array, -1) : null;
      default -> null;
    };
  }

  /** A member by its own name only; lists and text have indexes and {@code length}. */
  @Nullable
  static Object ownMember(Object object, String name) {
    if (object instanceof JsonObject members) {
      return members.get(name);
    }
    if (object.equals("")) {
      return name.equals("length") ? (Object) 0L : null;
    }
    return object instanceof JsonArray || object instanceof String
        ? new MemberPath(List.of(name)).get(object)
        : null;
  }

  /** The item of a list, from the end if negative. */
  @Nullable
  static Object item(JsonArray array, double index) {
    double place = index < 0 ? array.size() + index : index;
    return place >= 0 && place < array.size() && place == Math.rint(place)
        ? array.get((int) place)
        : null;
  }

  @Nullable
  private static Object size(Object object) {
    if (object instanceof String text) {
      return (long) text.length();
    }
    if (object instanceof JsonArray array) {
      return (long) array.size();
    }
    return object instanceof JsonObject members ? (Object) (long) members.size() : null;
  }

  /** {@code ==}: lists item by item, objects only to themselves. */
  static boolean areEqual(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Keyword keyword) {
      return keyword.matches(right);
    }
    if (right instanceof Keyword keyword) {
      return keyword.matches(left);
    }
    if (left instanceof JsonArray array) {
      return right instanceof JsonArray other && areEqual(array, other);
    }
    if (left instanceof JsonObject || left == null) {
      return left == right;
    }
    if (left instanceof Number one && right instanceof Number two) {
      return one.doubleValue() == two.doubleValue();
    }
    return left.equals(right);
  }

  private static boolean areEqual(JsonArray left, JsonArray right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!areEqual(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * ECMAScript's relational comparison.
   *
   * @return below, at or above 0; NaN if the values have no order
   */
  static double compare(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Keyword || right instanceof Keyword) {
      return Double.NaN;
    }
    Object one = primitive(left);
    Object two = primitive(right);
    if (one instanceof String text && two instanceof String other) {
      return text.compareTo(other);
    }
    double first = number(one);
    double second = number(two);
    // Not by subtraction: infinities are equal to themselves.
    return first < second ? -1 : first > second ? 1 : first == second ? 0 : Double.NaN;
  }

  @Nullable
  private static Object primitive(@Nullable Object value) {
    return value instanceof JsonArray || value instanceof JsonObject
        ? Conversions.toText(value)
        : value;
  }
}
