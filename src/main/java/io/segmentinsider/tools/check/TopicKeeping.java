package io.segmentinsider.tools.check;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * What a topic keeps of its records.
 *
 * @param millis retention.ms; negative for ever
 * @param bytes retention.bytes of a partition; negative without end
 * @param policy cleanup.policy
 */
record TopicKeeping(long millis, long bytes, String policy) {

  /**
   * Asks.
   *
   * @throws ExecutionException if Kafka does not tell; the cause is Kafka's own
   */
  static TopicKeeping read(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = admin.describeConfigs(List.of(resource)).values().get(resource).get();
    return new TopicKeeping(
        Long.parseLong(value(config, TopicConfig.RETENTION_MS_CONFIG)),
        Long.parseLong(value(config, TopicConfig.RETENTION_BYTES_CONFIG)),
        value(config, TopicConfig.CLEANUP_POLICY_CONFIG));
  }

  /** A hosted Kafka may leave an option out. */
  private static String value(Config config, String name) throws ExecutionException {
    ConfigEntry entry = config.get(name);
    if (entry == null || entry.value() == null) {
      throw new ExecutionException(new UnsupportedVersionException(name + " is not told"));
    }
    return entry.value();
  }

  /** Whether only the last record of a key stays. */
  boolean isCompacted() {
    return policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  /** Whether records may go before their time, as there are many. */
  boolean isBoundedBySize() {
    return bytes >= 0;
  }

  boolean isShorterThan(long than) {
    return millis >= 0 && millis < than;
  }

  /** How long, in milliseconds; the longest there is for ever. */
  long millisOrForEver() {
    return millis < 0 ? Long.MAX_VALUE : millis;
  }

  /** How long, in words. */
  String inWords() {
    if (millis < 0) {
      return "without end";
    }
    Duration duration = Duration.ofMillis(millis);
    return duration.toHours() >= 1 ? duration.toHours() + " h" : duration.toSeconds() + " s";
  }
}
