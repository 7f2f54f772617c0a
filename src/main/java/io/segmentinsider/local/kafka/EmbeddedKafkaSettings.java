package io.segmentinsider.local.kafka;

import java.nio.file.Path;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * How an embedded broker is set up.
 *
 * @param host the address it listens on and tells its clients
 * @param port the port of its clients; 0 takes a free one
 * @param directory where it keeps its log, kept when it closes; null for a temporary one that is
 *     deleted
 * @param transactionMaxTimeout the longest time-out that a producer may ask for
 */
public record EmbeddedKafkaSettings(
    String host, int port, @Nullable Path directory, Duration transactionMaxTimeout) {

  /** Kafka's own default for {@code transaction.max.timeout.ms}. */
  private static final Duration KAFKA_DEFAULT = Duration.ofMinutes(15);

  /** A free port of the loopback address, a temporary directory, and Kafka's own time-out. */
  public static EmbeddedKafkaSettings temporary() {
    return new EmbeddedKafkaSettings("127.0.0.1", 0, null, KAFKA_DEFAULT);
  }

  /** The same with a log that outlives the broker. */
  public EmbeddedKafkaSettings keptIn(Path newDirectory) {
    return new EmbeddedKafkaSettings(host, port, newDirectory, transactionMaxTimeout);
  }

  /** The same with another limit for transactions. */
  public EmbeddedKafkaSettings withTransactionMaxTimeout(Duration timeout) {
    return new EmbeddedKafkaSettings(host, port, directory, timeout);
  }
}
