package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.TextSlice;
import io.segmentinsider.mapping.MapperSettings;
import io.segmentinsider.mapping.ValueClass;
import io.segmentinsider.mapping.value.Age;
import io.segmentinsider.mapping.value.Amount;
import io.segmentinsider.mapping.value.Birthday;
import io.segmentinsider.mapping.value.Country;
import io.segmentinsider.mapping.value.Currencies;
import io.segmentinsider.mapping.value.DateOrder;
import io.segmentinsider.mapping.value.DecimalSeparator;
import io.segmentinsider.mapping.value.EmailAddress;
import io.segmentinsider.mapping.value.Gender;
import io.segmentinsider.mapping.value.LanguageTag;
import io.segmentinsider.mapping.value.NumberText;
import io.segmentinsider.mapping.value.OptIn;
import io.segmentinsider.mapping.value.PhoneNumber;
import io.segmentinsider.mapping.value.Quantity;
import io.segmentinsider.mapping.value.RecentPhoneNumbers;
import io.segmentinsider.mapping.value.Taxonomy;
import io.segmentinsider.record.Repair;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/** Brings any JSON value into the type of a default field. */
final class ValueConverter {

  /** Stands for a value that is present and can't be brought into the type. */
  static final Object UNREADABLE = new Object();

  /** Stands for a value that has several readings in the type, none of them chosen. */
  static final Object TWO_READINGS = new Object();

  private static final double MAX_QUANTITY = 1e12;

  @Nullable private final String defaultRegion;
  @Nullable private final DecimalSeparator decimalSeparator;
  @Nullable private final DateOrder dateOrder;
  private final Currencies currencies;
  private final Taxonomy taxonomy;
  private final BlockedValues blocked;
  private final RecentPhoneNumbers phoneNumbers = new RecentPhoneNumbers();

  /**
   * A converter.
   *
   * @param blocked values that identify nobody
   * @throws io.segmentinsider.config.ConfigurationException if the settings name a currency that is
   *     none
   */
  ValueConverter(MapperSettings settings, BlockedValues blocked) {
    this.blocked = blocked;
    this.defaultRegion = settings.defaultRegion();
    this.decimalSeparator = settings.readings().decimalSeparator();
    this.dateOrder = settings.readings().dateOrder();
    this.taxonomy = new Taxonomy(settings.readings().categorySeparators());
    this.currencies = new Currencies(settings.readings().currencySigns());
  }

  /** Whether a value says nothing: missing, {@code null}, or a text of blanks. */
  static boolean isAbsent(@Nullable Object value) {
    return value == null
        || value == JsonNull.NULL
        || (value instanceof String text && text.isBlank());
  }

  /** Whether a conversion came to nothing although the value says something. */
  static boolean isLeftOut(@Nullable Object converted) {
    return converted == UNREADABLE || converted == TWO_READINGS;
  }

  /** The class of a value that can't be converted, for messages that must not hold the value. */
  static String classOf(@Nullable Object raw) {
    return raw == UNREADABLE ? "result of a directive that failed" : ValueClass.of(raw);
  }

  /**
   * Converts a value.
   *
   * @param raw a {@link TextSlice} if the type is text, and {@link #mayBeNothing} is not true of it
   * @param about what else is known
   * @return the value in the form of the type, or as {@link Converted} if there is something to say
   *     about it; null if it says nothing, {@link #UNREADABLE} if it has no such form, {@link
   *     #TWO_READINGS} if it has several
   */
  @Nullable
  Object convert(FieldType type, @Nullable Object raw, Circumstances about) {
    if (raw == UNREADABLE || raw instanceof TextSlice) {
      return raw;
    }
    Object value = raw instanceof JsonArray list && list.size() == 1 ? list.get(0) : raw;
    if (isAbsent(value)) {
      return null;
    }
    Object converted =
        value instanceof JsonArray list ? ofList(type, list) : of(type, value, about);
    return converted == null ? UNREADABLE : converted;
  }

  /**
   * Whether a value that {@link #convert} made is an address, number or id of nobody, or the text
   * in which a program writes that it has none, wherever it stands. Other text may be any.
   */
  boolean identifiesNobody(FieldType type, Object value) {
    return switch (type) {
      case EMAIL -> blocked.containsEmail((String) value);
      case PHONE_NUMBER ->
          blocked.contains((String) value) || PhoneNumber.isNobodys((String) value);
      case ADVERTISING_ID -> blocked.contains((String) value);
      case TEXT, TEXT_OR_NUMBER -> value instanceof String text && isNothing(text);
      default -> false;
    };
  }

  /** Whether a text may be the one in which a program writes that it has none, by its length. */
  static boolean mayBeNothing(TextSlice text) {
    return switch (text.length()) {
      case 3, 4, 6, 9, 15 -> true;
      default -> false;
    };
  }

  /** As programs spell it: Nil, Null and NONE may be names of people and places. */
  private static boolean isNothing(String text) {
    return switch (text.length()) {
      case 3 -> text.equals("NaN") || text.equals("nil");
      case 4 -> text.equals("null") || text.equals("NULL") || text.equals("None");
      case 6 -> text.equals("(null)") || text.equals("<null>");
      case 9 -> text.equals("undefined");
      case 15 -> text.equals("[object Object]");
      default -> false;
    };
  }

  /**
   * Reads an answer to a question of consent.
   *
   * @param isOptOut whether the question is after the refusal
   * @return whether it is an opt-in; null if it says nothing, {@link #UNREADABLE} if it is neither
   *     clearly yes nor clearly no
   */
  @Nullable
  static Object optIn(@Nullable Object raw, boolean isOptOut) {
    Object value = raw instanceof JsonArray list && list.size() == 1 ? list.get(0) : raw;
    if (isAbsent(value)) {
      return null;
    }
    Boolean answer = null;
    if (value instanceof Boolean bool) {
      answer = bool != isOptOut;
    } else if (value instanceof String text) {
      answer = OptIn.read(text, isOptOut);
    } else if (value instanceof Number number) {
      answer = OptIn.read(number.doubleValue(), isOptOut);
    }
    return answer == null ? UNREADABLE : answer;
  }

  @Nullable
  private Object of(FieldType type, Object value, Circumstances about) {
    if (value instanceof String text) {
      return ofText(type, text, about);
    }
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? ofNumber(type, number, about) : null;
    }
    if (value instanceof JsonObject object) {
      return ofObject(type, object, about);
    }
    return value instanceof Boolean bool ? ofBoolean(type, bool) : null;
  }

  @Nullable
  private Object ofObject(FieldType type, JsonObject object, Circumstances about) {
    return switch (type) {
      case AMOUNT -> money(object, about);
      case DECIMAL_TEXT -> decimal(money(object, about));
      default -> null;
    };
  }

  @Nullable
  private Object ofText(FieldType type, String text, Circumstances about) {
    return switch (type) {
      case TEXT, TEXT_OR_NUMBER -> text.strip();
      case ADVERTISING_ID -> IdentifierText.normalise(text);
      case NUMBER -> number(text);
      case AMOUNT -> amount(text);
      case QUANTITY -> quantity(number(text, Quantity::isOne));
      case AGE -> age(number(text, Age::isOne));
      case BOOLEAN -> OptIn.read(text, false);
      case EMAIL -> EmailAddress.normalise(text);
      case PHONE_NUMBER -> phone(text, about);
      case BIRTHDAY -> birthday(Birthday.read(text, judge(about)));
      case GENDER -> Gender.normalise(text);
      case COUNTRY -> Country.normalise(text);
      case LANGUAGE -> LanguageTag.normalise(text);
      case CURRENCY -> currency(text);
      case TAXONOMY -> nonEmpty(taxonomy.split(text));
      case DECIMAL_TEXT -> decimal(amount(text));
      case NUMBERS -> numbers(text);
    };
  }

  @Nullable
  private Object ofNumber(FieldType type, Number number, Circumstances about) {
    return switch (type) {
      case NUMBER, AMOUNT, TEXT_OR_NUMBER -> number;
      case QUANTITY -> quantity(number);
      case AGE -> age(number);
      case TEXT, GENDER, ADVERTISING_ID -> JsonNumbers.text(number);
      case TAXONOMY -> listOf(JsonNumbers.text(number));
      case BOOLEAN -> OptIn.read(number.doubleValue(), false);
      case PHONE_NUMBER -> phone(JsonNumbers.text(number), about);
      case BIRTHDAY -> birthday(Birthday.read(number.doubleValue(), judge(about)));
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
  private Object ofList(FieldType type, JsonArray list) {
    if (type != FieldType.TAXONOMY && type != FieldType.NUMBERS) {
      return null;
    }
    JsonArray converted = new JsonArray(list.size());
    for (Object item : list) {
      if (!isAbsent(item)) {
        Object step = type == FieldType.TAXONOMY ? step(item) : number(item);
        if (step == null || step == TWO_READINGS) {
          return step;
        }
        converted.add(step instanceof Converted said ? said.value() : step);
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
  private Object number(Object item) {
    if (item instanceof String text) {
      return number(text);
    }
    return item instanceof Number number && Double.isFinite(number.doubleValue()) ? number : null;
  }

  /** A number with nothing beside it. */
  @Nullable
  private Object number(String text) {
    return number(text, number -> number.before().isEmpty() && number.after().isEmpty());
  }

  /** A number with what may stand beside it. */
  @Nullable
  private Object number(String text, Predicate<NumberText> isOne) {
    NumberText number = NumberText.read(text, decimalSeparator);
    if (number != null && number.hasTwoReadings()) {
      return TWO_READINGS;
    }
    if (number == null || !isOne.test(number)) {
      return null;
    }
    return number.byOption() ? byOption(number.value()) : number.value();
  }

  /** Ids of lists, which nobody groups: a comma, semicolon or blank separates them. */
  @Nullable
  private static Object numbers(String text) {
    JsonArray ids = new JsonArray();
    for (String part : text.replace(';', ',').replace(' ', ',').split(",", -1)) {
      if (!part.isEmpty()) {
        NumberText id = NumberText.read(part, null);
        boolean isWhole =
            id != null
                && id.value() instanceof Long
                && id.before().isEmpty()
                && id.after().isEmpty();
        if (!isWhole) {
          return null;
        }
        ids.add(id.value());
      }
    }
    return nonEmpty(ids);
  }

  private Birthday.Judge judge(Circumstances about) {
    return Birthday.Judge.of(about.country(), dateOrder, about.time());
  }

  @Nullable
  private static Object birthday(@Nullable Birthday birthday) {
    if (birthday == null) {
      return null;
    }
    if (birthday.hasTwoReadings()) {
      return TWO_READINGS;
    }
    return birthday.byOption() ? byOption(birthday.date()) : birthday.date();
  }

  @Nullable
  private Object amount(String text) {
    Amount amount = Amount.read(text, currencies, decimalSeparator);
    if (amount == null) {
      return null;
    }
    if (amount.number().hasTwoReadings()) {
      return TWO_READINGS;
    }
    Number value = amount.number().value();
    boolean byOption = amount.number().byOption();
    return byOption || amount.currencies() != null
        ? new Converted(value, byOption ? Repair.Kind.READ_BY_OPTION : null, amount.currencies())
        : value;
  }

  /** Of a set with two amounts the one in the event's currency is meant. */
  @Nullable
  private Object money(JsonObject object, Circumstances about) {
    List<MoneyObject> amounts = MoneyObject.of(object);
    Object first = amounts.isEmpty() ? null : money(amounts.get(0));
    if (amounts.size() < 2 || first == null || first == TWO_READINGS) {
      return first;
    }
    Object second = money(amounts.get(1));
    if (second == null || first.equals(second)) {
      return second;
    }
    if (isIn(about.currency(), first)) {
      return first;
    }
    return isIn(about.currency(), second) ? second : TWO_READINGS;
  }

  private static boolean isIn(@Nullable String currency, Object money) {
    return currency != null
        && money instanceof Converted converted
        && Set.of(currency).equals(converted.currencies());
  }

  @Nullable
  private Object money(MoneyObject money) {
    Object amount = money.amount() instanceof String text ? amount(text) : number(money.amount());
    if (amount == null || amount == TWO_READINGS || money.currency() == null) {
      return amount;
    }
    Set<String> codes =
        money.currency() instanceof String text ? currencies.read(text) : Set.<String>of();
    if (codes.isEmpty()) {
      return null;
    }
    if (!(amount instanceof Converted said)) {
      return new Converted(amount, null, codes, codes.size() == 1);
    }
    Set<String> common =
        said.currencies() == null ? codes : Amount.common(codes, said.currencies());
    return common.isEmpty()
        ? TWO_READINGS
        : new Converted(said.value(), said.repair(), common, common.size() == 1);
  }

  @Nullable
  private Object currency(String text) {
    if (Currencies.isCode(text)) {
      return text;
    }
    Set<String> codes = currencies.read(text);
    if (codes.size() != 1) {
      return codes.isEmpty() ? null : TWO_READINGS;
    }
    String code = codes.iterator().next();
    if (code.equalsIgnoreCase(text.strip())) {
      return code;
    }
    boolean byOption = currencies.isConfigured(text);
    return new Converted(
        code, byOption ? Repair.Kind.READ_BY_OPTION : Repair.Kind.CURRENCY_READ, null);
  }

  private static Converted byOption(Object value) {
    return new Converted(value, Repair.Kind.READ_BY_OPTION, null);
  }

  /** Another form of what was read, with what there is to say about it. */
  @Nullable
  private static Object then(@Nullable Object read, Function<Object, Object> form) {
    if (read == null || read == TWO_READINGS) {
      return read;
    }
    if (read instanceof Converted converted) {
      Object value = form.apply(converted.value());
      return value == null
          ? null
          : new Converted(
              value, converted.repair(), converted.currencies(), converted.namesCurrency());
    }
    return form.apply(read);
  }

  @Nullable
  private String phone(String text, Circumstances about) {
    String country = about.country();
    return phoneNumbers.normalise(text, country == null ? defaultRegion : country);
  }

  /** A number whose product with a price can be trusted. */
  @Nullable
  private static Object quantity(@Nullable Object number) {
    return then(
        number, value -> Math.abs(((Number) value).doubleValue()) <= MAX_QUANTITY ? value : null);
  }

  @Nullable
  private static Object age(@Nullable Object number) {
    return then(number, value -> Age.of((Number) value));
  }

  @Nullable
  private static Object decimal(@Nullable Object number) {
    return then(number, value -> new BigDecimal(JsonNumbers.text((Number) value)).toPlainString());
  }

  @Nullable
  private static Object listOf(@Nullable Object item) {
    return then(item, JsonArray::of);
  }

  @Nullable
  private static JsonArray nonEmpty(JsonArray list) {
    return list.isEmpty() ? null : list;
  }
}
