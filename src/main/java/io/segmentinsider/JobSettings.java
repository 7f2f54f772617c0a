package io.segmentinsider;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.KafkaProperties;
import io.segmentinsider.config.OptionReader;
import io.segmentinsider.delivery.DeliveryOptions;
import io.segmentinsider.delivery.DeliveryOptions.DeliveryMode;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.http.HttpOptions;
import io.segmentinsider.delivery.http.HttpSettings;
import io.segmentinsider.identity.IdentityOptions;
import io.segmentinsider.identity.IdentitySettings;
import io.segmentinsider.mapping.MappingOptions;
import io.segmentinsider.mapping.MappingSettings;
import io.segmentinsider.mapping.RegulationOptions;
import io.segmentinsider.outcome.OutcomeOptions;
import io.segmentinsider.outcome.OutcomeSettings;
import io.segmentinsider.profile.ProfileOptions;
import io.segmentinsider.profile.ProfileSettings;
import io.segmentinsider.profile.SentUnder;
import io.segmentinsider.segment.SourceOptions;
import io.segmentinsider.segment.SourceSettings;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The options of the job, read and checked once at start: whoever holds these settings need not
 * check them again.
 *
 * @param jobName name of the job
 * @param maxParallelism upper bound of any later parallelism
 * @param kafka properties of all Kafka clients, without the prefix; may hold secrets
 * @param source what the segment stage reads, and its limits
 * @param mapping which mapping, and its defaults
 * @param identity the rules of the ladder
 * @param profile the rules of the profile stage
 * @param delivery the rules of delivery
 * @param http how the HTTP client reaches Insider
 * @param outcome where receipts and dead letters go
 */
public record JobSettings(
    String jobName,
    int maxParallelism,
    Map<String, String> kafka,
    SourceSettings source,
    MappingSettings mapping,
    IdentitySettings identity,
    ProfileSettings profile,
    DeliverySettings delivery,
    HttpSettings http,
    OutcomeSettings outcome)
    implements Serializable {

  private static final List<ConfigOption<String>> OWN_TOPICS =
      List.of(
          OutcomeOptions.RECEIPTS_TOPIC,
          OutcomeOptions.DEAD_LETTERS_TOPIC,
          RegulationOptions.CONTROL_TOPIC,
          IdentityOptions.AUDIT_TOPIC,
          DeliveryOptions.SHADOW_TOPIC);

  /** Leaves out the Kafka properties, which may hold secrets. */
  @Override
  public String toString() {
    return "JobSettings[" + jobName + "]";
  }

  /** The bootstrap servers of the Kafka cluster. */
  public String bootstrapServers() {
    return kafka.get(KafkaProperties.BOOTSTRAP_SERVERS);
  }

  /** Under what an attribute counts as sent. */
  public SentUnder sentUnder(int mappingVersion) {
    String shadow = outcome.shadowTopic();
    return new SentUnder(
        shadow == null ? delivery.endpoint().toString() : "topic " + shadow,
        delivery.partnerName(),
        mappingVersion,
        profile.resendEpoch());
  }

  /**
   * Reads and checks all options.
   *
   * @throws ConfigurationException for the first wrong one
   */
  public static JobSettings from(Configuration configuration) {
    OptionReader reader = new OptionReader(configuration);
    String jobName = reader.text(JobOptions.NAME);
    requireOwnTopicsApart(reader);
    int maxParallelism = reader.between(JobOptions.MAX_PARALLELISM, 1, 32_768);
    Map<String, String> kafka = KafkaProperties.of(configuration);
    SourceSettings source = SourceOptions.settings(reader);
    return new JobSettings(
        jobName,
        maxParallelism,
        kafka,
        source,
        MappingOptions.settings(reader, source),
        IdentityOptions.settings(reader),
        ProfileOptions.settings(reader, reader.value(DeliveryOptions.MODE) == DeliveryMode.LIVE),
        DeliveryOptions.settings(reader),
        HttpOptions.settings(reader),
        OutcomeOptions.settings(reader, jobName));
  }

  /**
   * A job that reads what it writes never ends, and two kinds of records in one topic can't be
   * read. Topics of what is switched off count as well: they may be left from another run.
   */
  private static void requireOwnTopicsApart(OptionReader reader) {
    String pattern = SourceOptions.topicPattern(reader);
    List<String> topics = pattern == null ? reader.value(SourceOptions.TOPICS) : List.of();
    Map<String, String> optionOf = new HashMap<>();
    for (ConfigOption<String> option : OWN_TOPICS) {
      String own = reader.value(option);
      if (own == null) {
        continue;
      }
      if (topics.contains(own)) {
        throw new ConfigurationException(
            SourceOptions.TOPICS, own, "other topics than the job's own, " + option.key());
      }
      if (pattern != null && Pattern.matches(pattern, own)) {
        throw new ConfigurationException(
            SourceOptions.TOPIC_PATTERN,
            pattern,
            "a pattern that does not match "
                + own
                + ", which the job writes ("
                + option.key()
                + ")");
      }
      String other = optionOf.put(own, option.key());
      if (other != null) {
        throw new ConfigurationException(option, own, "another topic than that of " + other);
      }
    }
  }
}
