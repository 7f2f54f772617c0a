package io.segmentinsider.mapping;

import io.segmentinsider.config.JobOptions;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.segment.ClockLead;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
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
    JobSettings.QueryParameters queryParameters,
    JobSettings.NewNames newNames,
    boolean shippingCostAsNumber,
    JobOptions.Nulls nulls,
    List<String> consentCategories,
    JobSettings.RegulationEvents regulationEvents,
    Set<String> trustedTopics,
    JobSettings.History history,
    JobSettings.Readings readings,
    ClockLead clockLead,
    JobSettings.Bounds bounds)
    implements Serializable {

  /** The settings of the job. */
  public static MapperSettings of(JobSettings.Mapping mapping, JobSettings.Identity identity) {
    return new MapperSettings(
        mapping.defaultRegion(),
        mapping.defaultCurrency(),
        mapping.orderEvent(),
        identity.emailIsIdentifier(),
        identity.phoneIsIdentifier(),
        List.copyOf(identity.customIdentifiers()),
        Set.copyOf(identity.blockedValues()),
        mapping.drop(),
        mapping.hash(),
        mapping.queryParameters(),
        mapping.newNames(),
        mapping.shippingCostAsNumber(),
        mapping.nulls(),
        mapping.consentCategories(),
        mapping.regulationEvents(),
        mapping.trustedTopics(),
        mapping.history(),
        mapping.readings(),
        ClockLead.of(mapping.maxClockLead()),
        mapping.bounds());
  }

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
}
