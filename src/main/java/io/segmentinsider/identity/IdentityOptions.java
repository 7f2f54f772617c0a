package io.segmentinsider.identity;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.OptionReader;
import io.segmentinsider.mapping.ConsentOptions;
import io.segmentinsider.segment.IdentifierOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Whose events are whose: {@code identity.*}. */
public final class IdentityOptions {

  public static final ConfigOption<Stitching> STITCHING =
      ConfigOptions.key("identity.stitching")
          .enumType(Stitching.class)
          .defaultValue(Stitching.LAST_KNOWN)
          .withDescription(
              "Which user an anonymous event belongs to: last-known, first-known, or off.");

  public static final ConfigOption<Conflicts> CONFLICTS =
      ConfigOptions.key("identity.conflicts")
          .enumType(Conflicts.class)
          .defaultValue(Conflicts.PROTECT)
          .withDescription(
              "protect: an identifier that belongs to another user is not sent as one, so that"
                  + " Insider never merges two people; send: it is.");

  public static final ConfigOption<ChangedIdentifierPolicy> CHANGED_IDENTIFIERS =
      ConfigOptions.key("identity.changed-identifiers")
          .enumType(ChangedIdentifierPolicy.class)
          .defaultValue(ChangedIdentifierPolicy.KEEP)
          .withDescription(
              "What happens if a user has another e-mail or phone number than before: keep, Insider"
                  + " keeps the first one as identifier, and the newest one goes as attribute, too;"
                  + " or update, Insider's identifier is changed, for good, if the event comes from"
                  + " one of source.trusted-topics and nobody else has the address.");

  public static final ConfigOption<Duration> REPEAT_WINDOW =
      ConfigOptions.key("identity.repeat-window")
          .durationType()
          .defaultValue(Duration.ofHours(24))
          .withDescription("How long a message is remembered, from its first sight.");

  public static final ConfigOption<Integer> MAX_MESSAGES =
      ConfigOptions.key("identity.max-messages")
          .intType()
          .defaultValue(262_144)
          .withDescription(
              "Messages that are remembered of one device at most. Of a machine that sends more"
                  + " within identity.repeat-window the oldest are forgotten and counted as"
                  + " messagesForgotten; a repeat of one is sent again.");

  public static final ConfigOption<Duration> LINK_TTL =
      ConfigOptions.key("identity.link-ttl")
          .durationType()
          .defaultValue(Duration.ofDays(365))
          .withDescription("How long a link is kept after an event last named its identifier.");

  public static final ConfigOption<Integer> SHARED_USERS =
      ConfigOptions.key("identity.shared-device-users")
          .intType()
          .defaultValue(3)
          .withDescription(
              "A device that more users than this signed in on within the window is shared: its"
                  + " anonymous events are nobody's. At most 7.");

  public static final ConfigOption<Duration> SHARED_WINDOW =
      ConfigOptions.key("identity.shared-device-window")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "The time of events in which the users of a device are counted, and for which it then"
                  + " counts as shared.");

  public static final ConfigOption<Integer> MAX_IDENTIFIERS =
      ConfigOptions.key("identity.max-identifiers")
          .intType()
          .defaultValue(100)
          .withDescription(
              "Identifiers that one person is sent with at most; further ones are left out.");

  public static final ConfigOption<Boolean> AUDIT =
      ConfigOptions.key("identity.audit")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Writes every link that is learned, moved or refused, and every identifier that is"
                  + " left out, to identity.audit-topic, with salted hashes in place of personal"
                  + " values.");

  public static final ConfigOption<String> AUDIT_TOPIC =
      ConfigOptions.key("identity.audit-topic")
          .stringType()
          .defaultValue("segment-insider-audit")
          .withDescription("Topic of the audit.");

  public static final ConfigOption<String> AUDIT_SALT_FILE =
      ConfigOptions.key("identity.audit-salt-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File with the secret salt of the audit's hashes, 16 bytes at least; identity.audit"
                  + " needs it on every TaskManager. Another salt gives other hashes.");

  /** All of them, in the order of the reference page. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          IdentifierOptions.EMAIL,
          IdentifierOptions.PHONE,
          IdentifierOptions.CUSTOM,
          STITCHING,
          CONFLICTS,
          CHANGED_IDENTIFIERS,
          REPEAT_WINDOW,
          MAX_MESSAGES,
          LINK_TTL,
          IdentifierOptions.BLOCKED_VALUES,
          SHARED_USERS,
          SHARED_WINDOW,
          MAX_IDENTIFIERS,
          AUDIT,
          AUDIT_TOPIC,
          AUDIT_SALT_FILE);

  private IdentityOptions() {}

  /**
   * The checked settings.
   *
   * @throws ConfigurationException for the first wrong option
   */
  public static IdentitySettings settings(OptionReader reader) {
    return new IdentitySettings(
        reader.value(IdentifierOptions.EMAIL),
        reader.value(IdentifierOptions.PHONE),
        reader.value(STITCHING),
        reader.value(CONFLICTS),
        reader.positive(REPEAT_WINDOW),
        reader.positive(LINK_TTL),
        reader.between(SHARED_USERS, 1, 7),
        reader.positive(SHARED_WINDOW),
        reader.between(MAX_IDENTIFIERS, 3, 1000),
        reader.between(MAX_MESSAGES, 1_000, 100_000_000),
        reader.value(ConsentOptions.REQUIRED) == ConsentOptions.Consent.GDPR);
  }

  /** Which user an event without a user id belongs to. */
  public enum Stitching {
    /** The user that the identifier was last seen with. */
    LAST_KNOWN,
    /** The user that the identifier was first seen with. */
    FIRST_KNOWN,
    /** None: links are learned, but not used. */
    OFF;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }

  /** What happens to an identifier that belongs to another user. */
  public enum Conflicts {
    /** It is not sent as an identifier. */
    PROTECT,
    /** It is sent, and Insider may merge the two. */
    SEND;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }

  /** What happens to an e-mail or phone number of a user that Insider has and that changed. */
  public enum ChangedIdentifierPolicy {
    /** It stays. */
    KEEP,
    /** It is changed. */
    UPDATE;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }
}
