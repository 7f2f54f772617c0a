package io.segmentinsider.mapping;

import io.segmentinsider.config.JobSettings;
import java.io.Serializable;
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
 *     purchase} (contract, C1)
 * @param emailIsIdentifier whether an e-mail that a mapping names as identifier is one
 * @param phoneIsIdentifier whether a phone number that a mapping names as identifier is one
 * @param blockedValues values that identify nobody, in lower case
 * @param drop fields that never leave: {@code attributes.} or {@code event_params.} and a name
 * @param hash fields whose values leave as their SHA-256, in the same form
 * @param shippingCostAsNumber whether {@code shipping_cost} is a number instead of the documented
 *     text (contract, C8)
 * @param consentCategories categories of consent; an event that refuses one is not sent
 * @param forgetEvent the track event that asks to forget its user
 * @param history what is history
 */
public record MapperSettings(
    @Nullable String defaultRegion,
    @Nullable String defaultCurrency,
    String orderEvent,
    boolean emailIsIdentifier,
    boolean phoneIsIdentifier,
    Set<String> blockedValues,
    Set<String> drop,
    Set<String> hash,
    boolean shippingCostAsNumber,
    List<String> consentCategories,
    String forgetEvent,
    JobSettings.History history)
    implements Serializable {

  /** The settings of the job. */
  public static MapperSettings of(JobSettings.Mapping mapping, JobSettings.Identity identity) {
    return new MapperSettings(
        mapping.defaultRegion(),
        mapping.defaultCurrency(),
        mapping.orderEvent(),
        identity.emailIsIdentifier(),
        identity.phoneIsIdentifier(),
        Set.copyOf(identity.blockedValues()),
        mapping.drop(),
        mapping.hash(),
        mapping.shippingCostAsNumber(),
        mapping.consentCategories(),
        mapping.forgetEvent(),
        mapping.history());
  }
}
