package io.segmentinsider.config;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * The properties of all Kafka clients. One that would break what the job promises, or that an
 * option of the job's own stands for, is refused at start, as the clients would find it only when
 * they run.
 */
public final class KafkaProperties {

  /** Prefix of properties for all Kafka clients: {@code kafka.security.protocol} and so on. */
  public static final String PREFIX = "kafka.";

  /** The property that every client needs. */
  public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  /** By property: what to do instead. */
  private static final Map<String, String> OPTION_INSTEAD =
      Map.of(
          "group.id", "the option source.group-id in its place",
          "transactional.id", "the option outcome.transactional-id-prefix in its place",
          "transaction.timeout.ms", "the option outcome.transaction-timeout in its place",
          "partition.discovery.interval.ms", "the option source.partition-discovery in its place",
          "enable.auto.commit", "nothing: offsets are committed with the checkpoints",
          "key.serializer", "nothing: the job writes bytes",
          "value.serializer", "nothing: the job writes bytes",
          "key.deserializer", "nothing: the job reads bytes",
          "value.deserializer", "nothing: the job reads bytes");

  private static final int MAX_IN_FLIGHT = 5;

  private KafkaProperties() {}

  /**
   * The properties of all Kafka clients, without the prefix.
   *
   * @throws ConfigurationException for the first that would break a promise, or if there are no
   *     bootstrap servers
   */
  public static Map<String, String> of(Configuration configuration) {
    Map<String, String> properties = new HashMap<>();
    configuration
        .toMap()
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX)) {
                properties.put(key.substring(PREFIX.length()), value);
              }
            });
    if (!properties.containsKey(BOOTSTRAP_SERVERS)) {
      throw wrong(BOOTSTRAP_SERVERS, "", "host:port of the Kafka cluster");
    }
    properties.forEach(KafkaProperties::check);
    if ("OAUTHBEARER".equals(properties.get("sasl.mechanism"))) {
      properties.putIfAbsent(
          "sasl.client.callback.handler.class", OAuthBearerCallbackHandler.class.getName());
    }
    return properties;
  }

  private static void check(String property, String value) {
    String instead = OPTION_INSTEAD.get(property);
    if (instead != null) {
      throw wrong(property, value, instead);
    }
    String text = value.trim();
    switch (property) {
      case "acks" -> {
        if (!text.equals("all") && !text.equals("-1")) {
          throw wrong(property, value, "all: with less, receipts are lost with a broker");
        }
      }
      case "enable.idempotence" -> {
        if (!text.equalsIgnoreCase("true")) {
          throw wrong(property, value, "true: otherwise receipts are doubled by retries");
        }
      }
      case "retries" -> {
        if (text.equals("0")) {
          throw wrong(property, value, "above 0: otherwise a moved partition restarts the job");
        }
      }
      case "max.in.flight.requests.per.connection" -> {
        if (!text.matches("[1-5]")) {
          throw wrong(
              property, value, "from 1 to " + MAX_IN_FLIGHT + ", as producers are idempotent");
        }
      }
      case "auto.offset.reset" -> {
        if (!text.equals("earliest") && !text.equals("latest") && !text.equals("none")) {
          throw wrong(property, value, "earliest, latest or none");
        }
      }
      case "isolation.level" -> {
        if (!text.equals("read_committed") && !text.equals("read_uncommitted")) {
          throw wrong(property, value, "read_committed (default) or read_uncommitted");
        }
      }
      default -> {
        // Everything else is the clients' own.
      }
    }
  }

  private static ConfigurationException wrong(String property, String value, String expected) {
    return new ConfigurationException(PREFIX + property, value, expected);
  }
}
