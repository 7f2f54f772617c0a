package io.segmentinsider.compatibility.action;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/**
 * What a field of an action takes, and what it makes of other values. The conversions are those of
 * the JSON schema library that Segment's framework uses (Ajv 8, {@code coerceTypes: "array"};
 * docs/segment-spec.md#coercion).
 */
enum FieldKind {
  /** Text. */
  STRING("a string", true) {
    @Override
    @Nullable
    Object convert(Object value) {
      if (value instanceof String) {
        return value;
      }
      if (value == JsonNull.NULL) {
        return "";
      }
      return isScalar(value) ? Conversions.toText(value) : null;
    }
  },
  /** A finite number. */
  NUMBER("a number", false) {
    @Override
    @Nullable
    Object convert(Object value) {
      return number(value);
    }
  },
  /** A finite number without a fraction. */
  INTEGER("an integer", false) {
    @Override
    @Nullable
    Object convert(Object value) {
      Number number = number(value);
      // Infinity, which only text can be here, has no fraction either.
      return number == null || number.doubleValue() % 1 > 0 || number.doubleValue() % 1 < 0
          ? null
          : number;
    }
  },
  /** True or false. */
  BOOLEAN("a boolean", false) {
    @Override
    @Nullable
    Object convert(Object value) {
      if (value instanceof Boolean) {
        return value;
      }
      if (value.equals("true") || value.equals(1L)) {
        return true;
      }
      boolean no = value.equals("false") || value.equals(0L) || value == JsonNull.NULL;
      return no ? false : null;
    }
  },
  /**
   * A number, or text that reads as a date. It is only checked and goes on as it came. The item of
   * a list of one is judged otherwise, as it is by Ajv where a field has two types: text has to be
   * a number, and a number has to be a date.
   */
  DATETIME("a date", true) {
    @Override
    @Nullable
    Object convert(Object value) {
      if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
        return number;
      }
      if (value instanceof JsonArray list && list.size() == 1) {
        Object item = list.get(0);
        return item instanceof String ? number(item) : date(item);
      }
      return date(value);
    }
  },
  /** An object. */
  OBJECT("an object", false) {
    @Override
    @Nullable
    Object convert(Object value) {
      return value instanceof JsonObject ? value : null;
    }
  },
  /** A list; a single value stands for a list of one. */
  LIST("an array", false) {
    @Override
    Object convert(Object value) {
      return value instanceof JsonArray ? value : JsonArray.of(value);
    }
  };

  private final String phrase;
  private final boolean keepsEmptyText;

  FieldKind(String phrase, boolean keepsEmptyText) {
    this.phrase = phrase;
    this.keepsEmptyText = keepsEmptyText;
  }

  /** The value in this kind; null if it does not fit. */
  @Nullable
  abstract Object convert(Object value);

  /** What it takes, with its article. */
  String phrase() {
    return phrase;
  }

  /** Whether {@code ""} is a value and not the lack of one. */
  boolean keepsEmptyText() {
    return keepsEmptyText;
  }

  /** Whether a list of one is unwrapped before it is converted. */
  boolean unwraps() {
    return this != OBJECT && this != LIST && this != DATETIME;
  }

  @Nullable
  private static Number number(Object value) {
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? number : null;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    }
    if (value == JsonNull.NULL) {
      return 0L;
    }
    if (value instanceof String text && !text.isEmpty()) {
      double read = Conversions.toNumber(text);
      return Double.isNaN(read) ? null : JsonNumbers.of(read);
    }
    return null;
  }

  @Nullable
  private static Object date(@Nullable Object value) {
    return value != null && STRING.convert(value) instanceof String text && DateLike.test(text)
        ? text
        : null;
  }

  private static boolean isScalar(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }
}
