package io.segmentinsider.mapping;

import io.segmentinsider.config.JobSettings;
import java.io.Serializable;
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
 */
public record MapperSettings(
    @Nullable String defaultRegion,
    @Nullable String defaultCurrency,
    String orderEvent,
    boolean emailIsIdentifier,
    boolean phoneIsIdentifier,
    Set<String> blockedValues)
    implements Serializable {

  /** The settings of the job. */
  public static MapperSettings of(JobSettings.Mapping mapping, JobSettings.Identity identity) {
    return new MapperSettings(
        mapping.defaultRegion(),
        mapping.defaultCurrency(),
        mapping.orderEvent(),
        identity.emailIsIdentifier(),
        identity.phoneIsIdentifier(),
        Set.copyOf(identity.blockedValues()));
  }
}
