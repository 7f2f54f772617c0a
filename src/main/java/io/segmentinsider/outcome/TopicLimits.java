package io.segmentinsider.outcome;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.KafkaProperties;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large a record the topics of the job take. A record that its topic refuses would restart the
 * job for ever, as it would be written again after each restart.
 *
 * @param byTopic the largest key and value together, in bytes; a topic that is not in it takes
 *     {@link #USUAL}
 */
public record TopicLimits(Map<String, Integer> byTopic) implements Serializable {

  /** What a topic takes unless somebody changed {@code max.message.bytes}, less the envelope. */
  public static final int USUAL = room(1_048_588);

  /** A receipt fits into this, however long its ids are. */
  static final int LEAST = 20_000;

  /** The job's own producers, unless {@code kafka.max.request.size} says otherwise. */
  static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(TopicLimits.class);

  /** What stands around key and value: headers of batch and record, and of the compression. */
  private static final int ENVELOPE = 1_024;

  /** Data that can't be compressed grows by less than a thousandth. */
  private static final int GROWTH = 1_000;

  /** Copies the map, so that nobody can change it. */
  public TopicLimits {
    byTopic = Map.copyOf(byTopic);
  }

  /** The limits of topics that nobody changed. */
  public static TopicLimits usual() {
    return new TopicLimits(Map.of());
  }

  /** The largest key and value together that a topic takes, in bytes. */
  public int of(String topic) {
    return byTopic.getOrDefault(topic, USUAL);
  }

  /**
   * Asks the broker. A topic that does not exist or can't be described counts as one that nobody
   * changed, which is logged.
   *
   * @param kafka properties of all Kafka clients
   * @throws ConfigurationException if a topic, or {@code kafka.max.request.size}, takes so little
   *     that not even receipts fit
   */
  public static TopicLimits ask(Admin admin, OutcomeSettings settings, Map<String, String> kafka)
      throws InterruptedException {
    Map<String, Integer> limits = new HashMap<>();
    for (String topic : writtenBy(settings)) {
      try {
        limits.put(topic, read(admin, kafka, topic));
      } catch (ExecutionException e) {
        LOG.warn(
            "{} of topic {} can't be read ({}), so records of up to {} bytes are written to it:"
                + " it must not take less.",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            topic,
            e.getCause().getClass().getSimpleName(),
            USUAL);
      }
    }
    return new TopicLimits(limits);
  }

  /** The topics that the job writes to. */
  public static List<String> writtenBy(OutcomeSettings outcome) {
    List<String> topics = new ArrayList<>();
    topics.add(outcome.receiptsTopic());
    topics.add(outcome.deadLettersTopic());
    if (outcome.controlTopic() != null) {
      topics.add(outcome.controlTopic());
    }
    if (outcome.audit() != null) {
      topics.add(outcome.audit().topic());
    }
    if (outcome.shadowTopic() != null) {
      topics.add(outcome.shadowTopic());
    }
    return topics;
  }

  /**
   * The largest key and value together that a topic takes, in bytes.
   *
   * @throws ExecutionException if the broker can't be reached, has no such topic, or does not let
   *     this principal describe it; the cause is Kafka's own
   * @throws ConfigurationException if not even receipts fit
   */
  public static int read(Admin admin, Map<String, String> kafka, String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    KafkaFuture<Config> answer = admin.describeConfigs(List.of(resource)).values().get(resource);
    String bytes = answer.get().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
    int limit = room(Integer.parseInt(bytes));
    if (limit < LEAST) {
      throw new ConfigurationException(
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG + " of topic " + topic,
          bytes,
          "at least " + least() + ", so that every receipt fits");
    }
    return Math.min(limit, requestLimit(kafka));
  }

  private static int requestLimit(Map<String, String> kafka) {
    String bytes = kafka.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    if (bytes == null) {
      return room(MAX_REQUEST_BYTES);
    }
    try {
      int limit = room(Integer.parseInt(bytes.trim()));
      if (limit >= LEAST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw wrongRequestSize(bytes);
    }
    throw wrongRequestSize(bytes);
  }

  private static ConfigurationException wrongRequestSize(String bytes) {
    return new ConfigurationException(
        KafkaProperties.PREFIX + ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        bytes,
        "a number of bytes of at least " + least() + ", so that every receipt fits");
  }

  private static int room(int bytes) {
    return bytes - ENVELOPE - bytes / GROWTH;
  }

  private static int least() {
    return (LEAST + ENVELOPE) * GROWTH / (GROWTH - 1) + 1;
  }
}
