package io.segmentinsider.mapping;

import io.segmentinsider.mapping.value.DateOrder;
import io.segmentinsider.mapping.value.DecimalSeparator;
import io.segmentinsider.segment.ClockLead;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What a mapping needs to know besides the mapping file.
 *
 * @param defaultRegion two-letter country of phone numbers without a country code; null if there is
 *     none
 * @param defaultCurrency ISO 4217, for events that must have a currency and name none; null if such
 *     events are refused
 * @param orderEvent the name that the order event goes by: {@code confirmation_page_view} or {@code
 *     purchase} (docs/insider-api.md#order-event)
 * @param emailIsIdentifier whether an e-mail that a mapping names as identifier is one
 * @param phoneIsIdentifier whether a phone number that a mapping names as identifier is one
 * @param customIdentifiers custom identifiers that have a rung whether or not a mapping names them
 * @param blockedValues values that identify nobody, in lower case
 * @param drop fields that never leave: {@code attributes.} or {@code event_params.} and a name
 * @param hash fields whose values leave as their SHA-256, in the same form
 * @param queryParameters which query parameters leave in no address
 * @param newNames how many custom names may be new
 * @param shippingCostAsNumber whether {@code shipping_cost} is a number instead of the documented
 *     text (docs/insider-api.md#shipping-cost)
 * @param nulls what a trait that is null means
 * @param consentCategories categories of consent; an event that refuses one is not sent
 * @param regulationEvents the track events that ask to delete or suppress their user
 * @param trustedTopics topics whose senders may delete or suppress a user, and change a user id
 * @param history what is history
 * @param readings which reading is meant where a value has several
 * @param clockLead how far a mapped time may lie after its record's Kafka timestamp
 * @param bounds what one event may become
 */
public record MapperSettings(
    @Nullable String defaultRegion,
    @Nullable String defaultCurrency,
    String orderEvent,
    boolean emailIsIdentifier,
    boolean phoneIsIdentifier,
    List<String> customIdentifiers,
    Set<String> blockedValues,
    Set<String> drop,
    Set<String> hash,
    QueryParameters queryParameters,
    NewNames newNames,
    boolean shippingCostAsNumber,
    MappingOptions.Nulls nulls,
    List<String> consentCategories,
    RegulationEvents regulationEvents,
    Set<String> trustedTopics,
    History history,
    Readings readings,
    ClockLead clockLead,
    Bounds bounds)
    implements Serializable {

  /** These and what a mapping file says besides. */
  MapperSettings with(FileRules file) {
    return file.drop().isEmpty() && file.hash().isEmpty()
        ? this
        : new MapperSettings(
            defaultRegion,
            defaultCurrency,
            orderEvent,
            emailIsIdentifier,
            phoneIsIdentifier,
            customIdentifiers,
            blockedValues,
            union(drop, file.drop()),
            union(hash, file.hash()),
            queryParameters,
            newNames,
            shippingCostAsNumber,
            nulls,
            consentCategories,
            regulationEvents,
            trustedTopics,
            history,
            readings,
            clockLead,
            bounds);
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> union = new HashSet<>(some);
    union.addAll(more);
    return Set.copyOf(union);
  }

  /**
   * The names of track events by which a company asks for what Segment calls regulations.
   *
   * @param delete forgets its user
   * @param suppress lets nothing more of its user through
   * @param unsuppress lets it through again
   */
  public record RegulationEvents(String delete, String suppress, String unsuppress)
      implements Serializable {}

  /**
   * What one mapping may make of one event.
   *
   * @param maxBytes bytes of the user object
   * @param maxLines product lines
   * @param maxNames names of attributes, of parameters, of one line
   * @param maxNameLength characters of a custom name
   */
  public record Bounds(int maxBytes, int maxLines, int maxNames, int maxNameLength)
      implements Serializable {}

  /**
   * Which reading is meant where a value has several.
   *
   * @param currencySigns the ISO 4217 code that is meant by a sign or word
   * @param decimalSeparator of numbers in text such as {@code 1.299}; null leaves them out
   * @param dateOrder of day and month in dates such as {@code 03/04/1990}; null leaves them out
   * @param categorySeparators what stands between the steps of a category path
   */
  public record Readings(
      Map<String, String> currencySigns,
      @Nullable DecimalSeparator decimalSeparator,
      @Nullable DateOrder dateOrder,
      List<String> categorySeparators)
      implements Serializable {

    /** What has several readings is left out. */
    public static final Readings NONE =
        new Readings(Map.of(), null, null, MappingOptions.CATEGORY_SEPARATORS.defaultValue());
  }

  /**
   * Query parameters of addresses. A star in front of a name stands for any beginning.
   *
   * @param drop names of those that never leave
   * @param hash names of those whose values leave as their SHA-256; this goes first
   * @param configured whether somebody has asked for it, or it is the default
   */
  public record QueryParameters(List<String> drop, List<String> hash, boolean configured)
      implements Serializable {

    /** All of them leave. */
    public static final QueryParameters NONE = new QueryParameters(List.of(), List.of(), false);
  }

  /**
   * How many custom names may be new.
   *
   * @param perDay on one day; 0 for any number
   * @param known names that are new on no day: {@code attributes.} or {@code event_params.} and a
   *     name
   */
  public record NewNames(int perDay, Set<String> known) implements Serializable {}

  /**
   * What is history. The age of an event is its Kafka timestamp minus the time at which it
   * happened.
   *
   * @param skipHooksAboveMs updates of events older than so many milliseconds start no journeys;
   *     {@link Long#MIN_VALUE} for all, {@link Long#MAX_VALUE} for none
   * @param pastRetention what becomes of an event that Insider no longer keeps
   */
  public record History(long skipHooksAboveMs, HistoryOptions.PastRetention pastRetention)
      implements Serializable {

    /** All updates start journeys, and all events are sent. */
    public static final History NONE =
        new History(Long.MAX_VALUE, HistoryOptions.PastRetention.SEND);
  }
}
