package io.segmentinsider.mapping;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.OptionReader;
import io.segmentinsider.mapping.value.DateOrder;
import io.segmentinsider.mapping.value.DecimalSeparator;
import io.segmentinsider.segment.ClockLead;
import io.segmentinsider.segment.IdentifierOptions;
import io.segmentinsider.segment.SourceOptions;
import io.segmentinsider.segment.SourceSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** How events become updates: {@code mapping.*}. */
public final class MappingOptions {

  private static final Set<String> ORDER_EVENTS = Set.of("confirmation_page_view", "purchase");

  /** The job tells no more names apart than twice as many. */
  private static final int MOST_NEW_NAMES = 1_000;

  public static final ConfigOption<String> PRESET =
      ConfigOptions.key("mapping.preset")
          .stringType()
          .defaultValue("default")
          .withDescription(
              "The bundled mapping: default (the guide), or segment-actions (what Segment's own"
                  + " destination does).");

  public static final ConfigOption<String> FILE =
      ConfigOptions.key("mapping.file")
          .stringType()
          .noDefaultValue()
          .withDescription("A mapping file, instead of a preset.");

  public static final ConfigOption<String> DEFAULT_REGION =
      ConfigOptions.key("mapping.default-region")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Two-letter country of phone numbers that are written without a country code.");

  public static final ConfigOption<String> DEFAULT_CURRENCY =
      ConfigOptions.key("mapping.default-currency")
          .stringType()
          .defaultValue("USD")
          .withDescription(
              "Currency of amounts that name none; US dollars as the Segment spec assumes.");

  public static final ConfigOption<Map<String, String>> CURRENCY_SIGNS =
      ConfigOptions.key("mapping.currency-signs")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Which currency a sign or word stands for that several share: $:USD,kr:SEK. Without"
                  + " it they are not read; signs that are clear need none.");

  public static final ConfigOption<DecimalSeparator> DECIMAL_SEPARATOR =
      ConfigOptions.key("mapping.decimal-separator")
          .enumType(DecimalSeparator.class)
          .noDefaultValue()
          .withDescription(
              "point or comma: the decimal separator of numbers in text with a single point or"
                  + " comma before exactly three digits, such as 1.299. Without it they have two"
                  + " readings, and are not read; every other form is clear.");

  public static final ConfigOption<DateOrder> DATE_ORDER =
      ConfigOptions.key("mapping.date-order")
          .enumType(DateOrder.class)
          .noDefaultValue()
          .withDescription(
              "day-first or month-first: how birthdays such as 03/04/1990 are read if the person's"
                  + " country is not known or uses both. Without it they are left out; with a"
                  + " country, or if only one order is a date, they are clear.");

  public static final ConfigOption<List<String>> CATEGORY_SEPARATORS =
      ConfigOptions.key("mapping.category-separators")
          .stringType()
          .asList()
          .defaultValues(">", " / ")
          .withDescription(
              "What separates the steps of a category path, separated by ';', in quotes where a"
                  + " blank belongs to it: '>;\" / \"'. A slash without blanks around it is part of"
                  + " a name such as TV/Video, unless '/' is named.");

  public static final ConfigOption<String> ORDER_EVENT =
      ConfigOptions.key("mapping.order-event")
          .stringType()
          .defaultValue("confirmation_page_view")
          .withDescription("Insider's event for an order: confirmation_page_view or purchase.");

  public static final ConfigOption<List<String>> DROP =
      ConfigOptions.key("mapping.drop")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Fields that never leave, whatever the mapping, separated by ';':"
                  + " attributes.last_ip;event_params.user_agent.");

  public static final ConfigOption<List<String>> HASH =
      ConfigOptions.key("mapping.hash")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Fields whose values leave as their SHA-256, in the form of mapping.drop.");

  public static final ConfigOption<List<String>> DROP_URL_PARAMETERS =
      ConfigOptions.key("mapping.drop-url-parameters")
          .stringType()
          .asList()
          .defaultValues(
              "*token",
              "*password",
              "passwd",
              "pwd",
              "*secret",
              "*email",
              "*emailaddress",
              "mail",
              "*phone",
              "tel",
              "auth",
              "authorization",
              "jwt",
              "*session",
              "*sessionid",
              "*sessid",
              "sid",
              "key",
              "*apikey",
              "*accesskey",
              "sig",
              "signature",
              "code",
              "*verificationcode",
              "*authcode",
              "otp",
              "pin",
              "ticket",
              "username")
          .withDescription(
              "Query parameters that leave in no address, whatever the field, separated by ';'."
                  + " Names are compared without case, '_' and '-'; a '*' in front stands for any"
                  + " beginning; [] is none. What Segment's actions build goes out as it is unless"
                  + " this option or the next one is set.");

  public static final ConfigOption<List<String>> HASH_URL_PARAMETERS =
      ConfigOptions.key("mapping.hash-url-parameters")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Query parameters whose values leave as their SHA-256, in the form of"
                  + " mapping.drop-url-parameters; this goes first.");

  public static final ConfigOption<Integer> MAX_NEW_NAMES =
      ConfigOptions.key("mapping.max-new-names-per-day")
          .intType()
          .defaultValue(0)
          .withDescription(
              "How many custom names a day may bring that were never sent; attributes and"
                  + " parameters count together, and a day is one of Kafka's timestamps in UTC."
                  + " Further ones are left out and counted as name-over-ceiling. 0 is no"
                  + " ceiling.");

  public static final ConfigOption<List<String>> KNOWN_NAMES =
      ConfigOptions.key("mapping.known-names")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Custom names that exist in the account already and are new on no day, in the form of"
                  + " mapping.drop.");

  public static final ConfigOption<Boolean> SHIPPING_COST_AS_NUMBER =
      ConfigOptions.key("mapping.shipping-cost-as-number")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the default mapping sends shipping_cost as a number instead of the text that"
                  + " Insider documents.");

  public static final ConfigOption<Nulls> NULLS =
      ConfigOptions.key("mapping.nulls")
          .enumType(Nulls.class)
          .defaultValue(Nulls.IGNORE)
          .withDescription(
              "What a trait that is null means to the default mapping: ignore, it says nothing and"
                  + " is counted; or clear, its attribute is removed at Insider.");

  public static final ConfigOption<MemorySize> MAX_UPDATE_SIZE =
      ConfigOptions.key("mapping.max-update-size")
          .memoryType()
          .defaultValue(new MemorySize(4_900_000))
          .withDescription(
              "Bytes that one mapping may make of one event, each product line with all parameters"
                  + " that it is sent with; more is refused as update-too-large.");

  public static final ConfigOption<Integer> MAX_LINES =
      ConfigOptions.key("mapping.max-lines")
          .intType()
          .defaultValue(1_000)
          .withDescription(
              "Product lines of one event at most; an event with more is refused as"
                  + " update-too-large.");

  public static final ConfigOption<Integer> MAX_NAMES =
      ConfigOptions.key("mapping.max-names")
          .intType()
          .defaultValue(2_000)
          .withDescription(
              "Names that one event may bring at most: its attributes, its parameters, those of one"
                  + " line; an event with more is refused as update-too-large.");

  public static final ConfigOption<Integer> MAX_NAME_LENGTH =
      ConfigOptions.key("mapping.max-name-length")
          .intType()
          .defaultValue(256)
          .withDescription(
              "Characters of a custom name at most; what has a longer one is left out and counted."
                  + " An event with a longer name is refused as invalid-event-name.");

  /** All of them, in the order of the reference page. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          PRESET,
          FILE,
          DEFAULT_REGION,
          DEFAULT_CURRENCY,
          CURRENCY_SIGNS,
          DECIMAL_SEPARATOR,
          DATE_ORDER,
          CATEGORY_SEPARATORS,
          ORDER_EVENT,
          DROP,
          HASH,
          DROP_URL_PARAMETERS,
          HASH_URL_PARAMETERS,
          MAX_NEW_NAMES,
          KNOWN_NAMES,
          SHIPPING_COST_AS_NUMBER,
          NULLS,
          MAX_UPDATE_SIZE,
          MAX_LINES,
          MAX_NAMES,
          MAX_NAME_LENGTH);

  private MappingOptions() {}

  /**
   * The checked settings.
   *
   * @throws ConfigurationException for the first wrong option
   */
  public static MappingSettings settings(OptionReader reader, SourceSettings source) {
    String orderEvent = reader.text(ORDER_EVENT);
    if (!ORDER_EVENTS.contains(orderEvent)) {
      throw new ConfigurationException(ORDER_EVENT, orderEvent, "one of " + ORDER_EVENTS);
    }
    String region = reader.value(DEFAULT_REGION);
    if (region != null && !Set.of(Locale.getISOCountries()).contains(region)) {
      throw new ConfigurationException(DEFAULT_REGION, region, "an ISO 3166 code such as SG");
    }
    String currency = reader.text(DEFAULT_CURRENCY);
    if (!currency.matches("[A-Z]{3}")) {
      throw new ConfigurationException(DEFAULT_CURRENCY, currency, "an ISO 4217 code such as USD");
    }
    return new MappingSettings(
        reader.text(PRESET),
        reader.unlessBlank(FILE),
        new MapperSettings(
            region,
            currency,
            orderEvent,
            reader.value(IdentifierOptions.EMAIL),
            reader.value(IdentifierOptions.PHONE),
            reader.names(IdentifierOptions.CUSTOM),
            source.blockedValues(),
            fields(reader, DROP),
            hashed(reader),
            queryParameters(reader),
            new MapperSettings.NewNames(
                reader.between(MAX_NEW_NAMES, 0, MOST_NEW_NAMES), fields(reader, KNOWN_NAMES)),
            reader.value(SHIPPING_COST_AS_NUMBER),
            reader.value(NULLS),
            List.copyOf(reader.value(ConsentOptions.CATEGORIES)),
            RegulationOptions.events(reader),
            SourceOptions.trustedTopics(reader),
            HistoryOptions.settings(reader),
            new MapperSettings.Readings(
                Map.copyOf(reader.value(CURRENCY_SIGNS)),
                reader.choice(DECIMAL_SEPARATOR, DecimalSeparator.values()),
                reader.choice(DATE_ORDER, DateOrder.values()),
                categorySeparators(reader)),
            ClockLead.of(source.maxClockLead()),
            new MapperSettings.Bounds(
                Math.toIntExact(reader.bytesBetween(MAX_UPDATE_SIZE, 1_000, 100_000_000)),
                reader.between(MAX_LINES, 1, 1_000_000),
                reader.between(MAX_NAMES, 1, 1_000_000),
                reader.between(MAX_NAME_LENGTH, 1, 10_000))));
  }

  private static List<String> categorySeparators(OptionReader reader) {
    List<String> separators = reader.value(CATEGORY_SEPARATORS);
    for (String separator : separators) {
      if (separator.isBlank()) {
        throw new ConfigurationException(
            CATEGORY_SEPARATORS, separator, "signs or words, such as >");
      }
    }
    return List.copyOf(separators);
  }

  private static Set<String> fields(OptionReader reader, ConfigOption<List<String>> option) {
    List<String> fields = reader.names(option);
    for (String field : fields) {
      if (!field.matches("(attributes|event_params)\\..+")) {
        throw new ConfigurationException(option, field, "attributes.<name> or event_params.<name>");
      }
    }
    return Set.copyOf(fields);
  }

  /** An identifier leaves as it is, whatever becomes of the attribute of its name. */
  private static Set<String> hashed(OptionReader reader) {
    Set<String> fields = fields(reader, HASH);
    requireNoIdentifier(reader, fields, "email", IdentifierOptions.EMAIL);
    requireNoIdentifier(reader, fields, "phone_number", IdentifierOptions.PHONE);
    return fields;
  }

  private static void requireNoIdentifier(
      OptionReader reader, Set<String> fields, String name, ConfigOption<Boolean> asIdentifier) {
    String field = "attributes." + name;
    if (fields.contains(field) && reader.value(asIdentifier)) {
      throw new ConfigurationException(
          HASH,
          field,
          "other fields, unless "
              + asIdentifier.key()
              + " is false: the identifier would leave readable");
    }
  }

  private static MapperSettings.QueryParameters queryParameters(OptionReader reader) {
    return new MapperSettings.QueryParameters(
        parameters(reader, DROP_URL_PARAMETERS),
        parameters(reader, HASH_URL_PARAMETERS),
        reader.isSet(DROP_URL_PARAMETERS) || reader.isSet(HASH_URL_PARAMETERS));
  }

  private static List<String> parameters(OptionReader reader, ConfigOption<List<String>> option) {
    List<String> parameters = reader.names(option);
    for (String parameter : parameters) {
      if (!parameter.strip().matches("\\*?[^*]*[\\p{L}\\p{N}][^*]*")) {
        throw new ConfigurationException(
            option, parameter, "a name such as token, or *token for all that end so");
      }
    }
    return parameters;
  }

  /** What a trait that is null means. */
  public enum Nulls {
    /** It says nothing. */
    IGNORE,
    /** The attribute is removed. */
    CLEAR;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }
}
