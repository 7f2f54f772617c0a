package io.segmentinsider.outcome;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.OptionReader;
import io.segmentinsider.delivery.DeliveryOptions;
import io.segmentinsider.identity.IdentityOptions;
import io.segmentinsider.mapping.RegulationOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Where receipts and dead letters go: {@code outcome.*}. */
public final class OutcomeOptions {

  public static final ConfigOption<String> RECEIPTS_TOPIC =
      ConfigOptions.key("outcome.receipts-topic")
          .stringType()
          .defaultValue("segment-insider-receipts")
          .withDescription("Topic of the receipts.");

  public static final ConfigOption<String> DEAD_LETTERS_TOPIC =
      ConfigOptions.key("outcome.dead-letters-topic")
          .stringType()
          .defaultValue("segment-insider-dead-letters")
          .withDescription("Topic of the dead letters.");

  public static final ConfigOption<Guarantee> GUARANTEE =
      ConfigOptions.key("outcome.guarantee")
          .enumType(Guarantee.class)
          .defaultValue(Guarantee.EXACTLY_ONCE)
          .withDescription(
              "exactly-once: receipts and dead letters in Kafka transactions, to be read with"
                  + " isolation.level read_committed; at-least-once: without, so some may come"
                  + " twice after a crash. forget.control-topic is written in transactions in"
                  + " either case.");

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      ConfigOptions.key("outcome.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "How long a transaction may stay open; at most the broker's"
                  + " transaction.max.timeout.ms, and longer than the longest outage between two"
                  + " checkpoints.");

  public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
      ConfigOptions.key("outcome.transactional-id-prefix")
          .stringType()
          .noDefaultValue()
          .withDescription("Prefix of the transactional ids; the job's name without it.");

  /** All of them, in the order of the reference page. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          RECEIPTS_TOPIC,
          DEAD_LETTERS_TOPIC,
          GUARANTEE,
          TRANSACTION_TIMEOUT,
          TRANSACTIONAL_ID_PREFIX);

  private OutcomeOptions() {}

  /**
   * The checked settings.
   *
   * @param jobName the prefix of transactional ids, unless the option says another
   * @throws ConfigurationException for the first wrong option
   */
  public static OutcomeSettings settings(OptionReader reader, String jobName) {
    String prefix = reader.value(TRANSACTIONAL_ID_PREFIX);
    return new OutcomeSettings(
        reader.text(RECEIPTS_TOPIC),
        reader.text(DEAD_LETTERS_TOPIC),
        reader.value(GUARANTEE),
        reader.positive(TRANSACTION_TIMEOUT),
        prefix == null ? jobName : prefix,
        reader.value(RegulationOptions.CONTROL_TOPIC),
        reader.value(IdentityOptions.AUDIT) ? audit(reader) : null,
        reader.value(DeliveryOptions.MODE) == DeliveryOptions.DeliveryMode.SHADOW
            ? reader.text(DeliveryOptions.SHADOW_TOPIC)
            : null);
  }

  private static OutcomeSettings.Audit audit(OptionReader reader) {
    String saltFile = reader.value(IdentityOptions.AUDIT_SALT_FILE);
    if (saltFile == null || saltFile.isBlank()) {
      throw new ConfigurationException(
          IdentityOptions.AUDIT_SALT_FILE,
          saltFile,
          "the path of a file with a secret salt, as identity.audit is true");
    }
    return new OutcomeSettings.Audit(reader.text(IdentityOptions.AUDIT_TOPIC), saltFile);
  }

  /** How receipts and dead letters are written. */
  public enum Guarantee {
    /** In Kafka transactions that end with the checkpoint. */
    EXACTLY_ONCE,
    /** Without transactions. */
    AT_LEAST_ONCE;

    @Override
    public String toString() {
      return OptionReader.textOf(this);
    }
  }
}
