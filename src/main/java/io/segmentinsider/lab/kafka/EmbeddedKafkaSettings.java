package io.segmentinsider.lab.kafka;

import java.nio.file.Path;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * How an embedded broker is set up.
 *
 * @param host the address it listens on and tells its clients
 * @param port the port of its clients; 0 takes a free one
 * @param directory where it keeps its log, kept when it closes; null for a temporary one that is
 *     deleted
 * @param properties of Kafka's; they win over what the broker is given otherwise
 */
public record EmbeddedKafkaSettings(
    String host, int port, @Nullable Path directory, Map<String, String> properties) {

  private static final String LOOPBACK = "127.0.0.1";

  /** Copies the properties. */
  public EmbeddedKafkaSettings {
    properties = Map.copyOf(properties);
  }

  /** A free port of the loopback address, and a temporary directory. */
  public static EmbeddedKafkaSettings temporary() {
    return new EmbeddedKafkaSettings(LOOPBACK, 0, null, Map.of());
  }

  /** A free port of the loopback address, and a log that outlives the broker. */
  public static EmbeddedKafkaSettings keptIn(Path directory) {
    return new EmbeddedKafkaSettings(LOOPBACK, 0, directory, Map.of());
  }
}
