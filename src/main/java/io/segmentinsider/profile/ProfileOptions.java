package io.segmentinsider.profile;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.OptionReader;
import io.segmentinsider.identity.IdentityOptions;
import io.segmentinsider.identity.IdentityOptions.ChangedIdentifierPolicy;
import io.segmentinsider.mapping.RegulationOptions;
import io.segmentinsider.segment.SourceOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** What is remembered of a person: {@code profile.*}. */
public final class ProfileOptions {

  public static final ConfigOption<Duration> REFRESH =
      ConfigOptions.key("profile.refresh")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription(
              "An unchanged attribute is not sent again before this; 0 sends every attribute"
                  + " always.");

  public static final ConfigOption<Duration> TTL =
      ConfigOptions.key("profile.ttl")
          .durationType()
          .defaultValue(Duration.ofDays(365))
          .withDescription("How long a person's record is kept after the last update.");

  public static final ConfigOption<Integer> MAX_ATTRIBUTES =
      ConfigOptions.key("profile.max-attributes")
          .intType()
          .defaultValue(300)
          .withDescription(
              "Attributes of one person that are remembered at most. Further custom ones are sent"
                  + " each time they come, also if they did not change or are older.");

  public static final ConfigOption<Integer> RESEND_EPOCH =
      ConfigOptions.key("profile.resend-epoch")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Another number lets every attribute be sent once more, when it next comes.");

  /** All of them, in the order of the reference page. */
  public static final List<ConfigOption<?>> ALL =
      List.of(REFRESH, TTL, MAX_ATTRIBUTES, RESEND_EPOCH);

  private ProfileOptions() {}

  /**
   * The checked settings.
   *
   * @param isLive whether updates go to Insider; in the shadow nothing is deleted, so that nothing
   *     comes back
   * @throws ConfigurationException for the first wrong option
   */
  public static ProfileSettings settings(OptionReader reader, boolean isLive) {
    return new ProfileSettings(
        reader.atLeastZero(REFRESH),
        reader.positive(TTL),
        reader.between(MAX_ATTRIBUTES, 1, 10_000),
        reader.value(RESEND_EPOCH),
        changedIdentifiers(reader),
        SourceOptions.trustedTopics(reader),
        isLive && reader.value(RegulationOptions.CONTROL_TOPIC) != null);
  }

  /** A change can't be undone: it takes trust, and that nobody else's address is taken for it. */
  private static ChangedIdentifierPolicy changedIdentifiers(OptionReader reader) {
    ChangedIdentifierPolicy policy = reader.value(IdentityOptions.CHANGED_IDENTIFIERS);
    if (policy == ChangedIdentifierPolicy.KEEP) {
      return policy;
    }
    if (reader.value(IdentityOptions.CONFLICTS) != IdentityOptions.Conflicts.PROTECT) {
      throw new ConfigurationException(
          IdentityOptions.CHANGED_IDENTIFIERS,
          policy.toString(),
          "keep, unless "
              + IdentityOptions.CONFLICTS.key()
              + " is protect, so that the address of another person is none");
    }
    if (SourceOptions.trustedTopics(reader).isEmpty()) {
      throw new ConfigurationException(
          IdentityOptions.CHANGED_IDENTIFIERS,
          policy.toString(),
          "keep, unless "
              + SourceOptions.TRUSTED_TOPICS.key()
              + " names a topic: changes can't be undone, and no other topic may ask for them");
    }
    return policy;
  }
}
