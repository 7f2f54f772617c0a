package io.segmentinsider.lab.kafka;

import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Says what is wrong between a tool and a broker, and which option to look at. Kafka's own messages
 * are read and not repeated: they may hold values of options, and those may be secrets.
 */
public enum KafkaTrouble {
  /** Nobody listens, or speaks another protocol. */
  SILENT(
      "nobody answers. Check kafka.bootstrap.servers, the network, and kafka.security.protocol: a"
          + " broker that wants TLS or SASL is silent to whoever speaks without"),
  /** No address of the brokers can be found. */
  UNKNOWN_HOST("no host of kafka.bootstrap.servers has an address. Check their names"),
  /** No user and password. */
  NO_LOGIN(
      "there is no login for SASL. Set kafka.sasl.jaas.config; it ends with a semicolon, and"
          + " kafka.sasl.mechanism has to fit"),
  /** Wrong user or password. */
  LOGIN_REFUSED(
      "the broker refuses the login. Check user and password in kafka.sasl.jaas.config, and"
          + " kafka.sasl.mechanism"),
  /** A keystore or truststore is not there. */
  NO_STORE(
      "a keystore or truststore can't be read. Check that the files of"
          + " kafka.ssl.truststore.location and kafka.ssl.keystore.location are there, and their"
          + " passwords and types"),
  /** One side does not trust the other's certificate. */
  CERTIFICATE(
      "the TLS handshake fails: one side does not trust the other's certificate. Check"
          + " kafka.ssl.truststore.location, the names in the broker's certificate, and whether the"
          + " broker wants one of ours (kafka.ssl.keystore.location)"),
  /** A right is missing. */
  NOT_ALLOWED("this principal may not do that. Grant DESCRIBE and READ"),
  /** There is no such topic. */
  NO_TOPIC("there is no such topic. Create it, or correct the option that names it"),
  /** An option can't be read. */
  OPTION("an option below kafka. has a value that Kafka's client does not take"),
  /** Something else. */
  OTHER("Kafka's client says %s. job/check says more");

  private static final int MAX_CAUSES = 20;

  private final String sentence;

  KafkaTrouble(String sentence) {
    this.sentence = sentence;
  }

  /** What to do about a failure, in one sentence without its full stop. */
  public static String sentence(Throwable failure) {
    KafkaTrouble trouble = of(failure);
    return trouble == OTHER
        ? trouble.sentence.formatted(innermost(failure).getClass().getSimpleName())
        : trouble.sentence;
  }

  /** Which trouble it is: the first of its causes that says more than that time is up. */
  public static KafkaTrouble of(Throwable failure) {
    KafkaTrouble found = OTHER;
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      KafkaTrouble one = ofOne(cause);
      if (one != OTHER && (found == OTHER || found == SILENT || found == OPTION)) {
        found = one;
      }
      cause = cause.getCause();
    }
    return found;
  }

  private static KafkaTrouble ofOne(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    if (cause instanceof SslAuthenticationException
        || cause instanceof javax.net.ssl.SSLException) {
      return CERTIFICATE;
    }
    if (cause instanceof SaslAuthenticationException) {
      return LOGIN_REFUSED;
    }
    if (message.contains("JAAS") || message.contains("login module")) {
      return NO_LOGIN;
    }
    if (cause instanceof NoSuchFileException
        || message.contains("keystore")
        || message.contains("truststore")) {
      return NO_STORE;
    }
    if (message.contains("No resolvable bootstrap urls")) {
      return UNKNOWN_HOST;
    }
    if (cause instanceof AuthorizationException) {
      return NOT_ALLOWED;
    }
    if (cause instanceof UnknownTopicOrPartitionException) {
      return NO_TOPIC;
    }
    if (cause instanceof TimeoutException
        || cause instanceof org.apache.kafka.common.errors.TimeoutException
        || cause instanceof org.apache.kafka.common.errors.DisconnectException) {
      return SILENT;
    }
    return cause instanceof ConfigException ? OPTION : OTHER;
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause.getCause() != null && i < MAX_CAUSES; i++) {
      cause = cause.getCause();
    }
    return cause;
  }
}
