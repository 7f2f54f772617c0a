package io.segmentinsider.lab.kafka;

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
 * @param login user and password, by PLAIN, of a further listener with SASL, which also takes
 *     SCRAM-SHA-256 for users that are made later, and unsecured OAUTHBEARER for everybody; null
 *     for none
 */
public record EmbeddedKafkaSettings(
    String host,
    int port,
    @Nullable Path directory,
    Duration transactionMaxTimeout,
    @Nullable Login login) {

  /**
   * Who is let in.
   *
   * @param user a name without quotes
   * @param password without quotes
   */
  public record Login(String user, String password) {

    /** As {@code sasl.jaas.config} of a client. */
    public String ofClient() {
      return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
          + user
          + "\" password=\""
          + password
          + "\";";
    }

    String ofBroker() {
      return ofClient().replace(";", " user_" + user + "=\"" + password + "\";");
    }

    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /** Kafka's own default for {@code transaction.max.timeout.ms}. */
  private static final Duration KAFKA_DEFAULT = Duration.ofMinutes(15);

  /** A free port of the loopback address, a temporary directory, and Kafka's own time-out. */
  public static EmbeddedKafkaSettings temporary() {
    return new EmbeddedKafkaSettings("127.0.0.1", 0, null, KAFKA_DEFAULT, null);
  }

  /** The same with a log that outlives the broker. */
  public EmbeddedKafkaSettings keptIn(Path newDirectory) {
    return new EmbeddedKafkaSettings(host, port, newDirectory, transactionMaxTimeout, login);
  }

  /** The same with another limit for transactions. */
  public EmbeddedKafkaSettings withTransactionMaxTimeout(Duration timeout) {
    return new EmbeddedKafkaSettings(host, port, directory, timeout, login);
  }

  /** The same on that port. */
  public EmbeddedKafkaSettings onPort(int newPort) {
    return new EmbeddedKafkaSettings(host, newPort, directory, transactionMaxTimeout, login);
  }

  /** The same with a further listener that asks for a login. */
  public EmbeddedKafkaSettings withLogin(Login newLogin) {
    return new EmbeddedKafkaSettings(host, port, directory, transactionMaxTimeout, newLogin);
  }
}
