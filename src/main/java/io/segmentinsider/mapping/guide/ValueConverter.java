package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.mapping.ValueClass;
import io.segmentinsider.mapping.value.Birthday;
import io.segmentinsider.mapping.value.Country;
import io.segmentinsider.mapping.value.CurrencyCode;
import io.segmentinsider.mapping.value.EmailAddress;
import io.segmentinsider.mapping.value.Gender;
import io.segmentinsider.mapping.value.LanguageTag;
import io.segmentinsider.mapping.value.NumberText;
import io.segmentinsider.mapping.value.OptIn;
import io.segmentinsider.mapping.value.PhoneNumber;
import io.segmentinsider.mapping.value.Taxonomy;
import java.math.BigDecimal;
import javax.annotation.Nullable;

/** Brings any JSON value into the type of a default field. */
final class ValueConverter {

  /** Stands for a value that is present and can't be brought into the type. */
  static final Object UNREADABLE = new Object();

  private static final int MAX_AGE = 150;

  private final @Nullable String defaultRegion;

  /**
   * A converter.
   *
   * @param defaultRegion country of phone numbers without a country code; null if not known
   */
  ValueConverter(@Nullable String defaultRegion) {
    this.defaultRegion = defaultRegion;
  }

  /** Whether a value says nothing: missing, {@code null}, or a text of blanks. */
  static boolean isAbsent(@Nullable Object value) {
    return value == null
        || value == JsonNull.NULL
        || (value instanceof String text && text.isBlank());
  }

  /** The class of a value that can't be converted, for messages that must not hold the value. */
  static String classOf(@Nullable Object raw) {
    return raw == UNREADABLE ? "result of a directive that failed" : ValueClass.of(raw);
  }

  /**
   * Converts a value.
   *
   * @param region country of the person, for phone numbers; null if not known
   * @return the value in the form of the type, null if it says nothing, {@link #UNREADABLE} if it
   *     has no such form
   */
  @Nullable
  Object convert(FieldType type, @Nullable Object raw, @Nullable String region) {
    if (raw == UNREADABLE) {
      return UNREADABLE;
    }
    Object value = raw instanceof JsonArray list && list.size() == 1 ? list.get(0) : raw;
    if (isAbsent(value)) {
      return null;
    }
    Object converted =
        value instanceof JsonArray list ? ofList(type, list) : of(type, value, region);
    return converted == null ? UNREADABLE : converted;
  }

  @Nullable
  private Object of(FieldType type, Object value, @Nullable String region) {
    if (value instanceof String text) {
      return ofText(type, text, region);
    }
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? ofNumber(type, number, region) : null;
    }
    return value instanceof Boolean bool ? ofBoolean(type, bool) : null;
  }

  @Nullable
  private Object ofText(FieldType type, String text, @Nullable String region) {
    return switch (type) {
      case TEXT, TEXT_OR_NUMBER -> text.strip();
      case NUMBER -> NumberText.parse(text);
      case INTEGER -> NumberText.parse(text) instanceof Long integer ? integer : null;
      case AGE -> age(NumberText.parse(text));
      case BOOLEAN -> OptIn.normalise(text);
      case EMAIL -> EmailAddress.normalise(text);
      case PHONE_NUMBER -> phone(text, region);
      case BIRTHDAY -> Birthday.normalise(text);
      case GENDER -> Gender.normalise(text);
      case COUNTRY -> Country.normalise(text);
      case LANGUAGE -> LanguageTag.normalise(text);
      case CURRENCY -> CurrencyCode.normalise(text);
      case TAXONOMY -> nonEmpty(Taxonomy.split(text));
      case DECIMAL_TEXT -> decimal(NumberText.parse(text));
      case NUMBERS -> listOf(NumberText.parse(text));
    };
  }

  @Nullable
  private Object ofNumber(FieldType type, Number number, @Nullable String region) {
    return switch (type) {
      case NUMBER, TEXT_OR_NUMBER -> number;
      case INTEGER -> number instanceof Long ? number : null;
      case AGE -> age(number);
      case TEXT, GENDER -> JsonNumbers.text(number);
      case TAXONOMY -> listOf(JsonNumbers.text(number));
      case BOOLEAN -> OptIn.normalise(number.doubleValue());
      case PHONE_NUMBER -> phone(JsonNumbers.text(number), region);
      case BIRTHDAY -> Birthday.normalise(number.doubleValue());
      case DECIMAL_TEXT -> decimal(number);
      case NUMBERS -> listOf(number);
      case EMAIL, COUNTRY, LANGUAGE, CURRENCY -> null;
    };
  }

  @Nullable
  private static Object ofBoolean(FieldType type, Boolean bool) {
    return switch (type) {
      case BOOLEAN -> bool;
      case TEXT -> bool.toString();
      default -> null;
    };
  }

  @Nullable
  private static Object ofList(FieldType type, JsonArray list) {
    if (type != FieldType.TAXONOMY && type != FieldType.NUMBERS) {
      return null;
    }
    JsonArray converted = new JsonArray(list.size());
    for (Object item : list) {
      if (!isAbsent(item)) {
        Object step = type == FieldType.TAXONOMY ? step(item) : number(item);
        if (step == null) {
          return null;
        }
        converted.add(step);
      }
    }
    return nonEmpty(converted);
  }

  @Nullable
  private static Object step(Object item) {
    if (item instanceof String text) {
      return text.strip();
    }
    return item instanceof Number number ? JsonNumbers.text(number) : null;
  }

  @Nullable
  private static Object number(Object item) {
    if (item instanceof String text) {
      return NumberText.parse(text);
    }
    return item instanceof Number number && Double.isFinite(number.doubleValue()) ? number : null;
  }

  @Nullable
  private String phone(String text, @Nullable String region) {
    return PhoneNumber.normalise(text, region == null ? defaultRegion : region);
  }

  @Nullable
  private static Number age(@Nullable Number number) {
    return number instanceof Long years && years >= 0 && years <= MAX_AGE ? years : null;
  }

  @Nullable
  private static String decimal(@Nullable Number number) {
    return number == null ? null : new BigDecimal(JsonNumbers.text(number)).toPlainString();
  }

  @Nullable
  private static JsonArray listOf(@Nullable Object item) {
    return item == null ? null : JsonArray.of(item);
  }

  @Nullable
  private static JsonArray nonEmpty(JsonArray list) {
    return list.isEmpty() ? null : list;
  }
}
