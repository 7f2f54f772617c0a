package io.segmentinsider.lab.kafka;

import java.util.Map;

/**
 * Who is let in, by PLAIN, at a further listener of an embedded broker. It also takes SCRAM-SHA-256
 * for users that are made later, and unsecured OAUTHBEARER for everybody.
 *
 * @param user a name without quotes
 * @param password without quotes
 */
public record KafkaLogin(String user, String password) {

  private static final String LISTENER = "SASL";

  /** Starts a broker with the listener. */
  public EmbeddedKafka startBroker() {
    Map<String, String> properties =
        Map.of(
            "listeners",
            "CLIENT://127.0.0.1:0," + LISTENER + "://127.0.0.1:0,CONTROLLER://127.0.0.1:0",
            "listener.security.protocol.map",
            "CLIENT:PLAINTEXT," + LISTENER + ":SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms",
            "PLAIN,SCRAM-SHA-256,OAUTHBEARER",
            "listener.name.sasl.scram-sha-256.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required;",
            "listener.name.sasl.oauthbearer.sasl.jaas.config",
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                + " unsecuredLoginStringClaim_sub=\"broker\";",
            "listener.name.sasl.plain.sasl.jaas.config",
            ofClient().replace(";", " user_" + user + "=\"" + password + "\";"),
            // Whoever logs in may do all that no rule is about, whoever does not may do all.
            "authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found",
            "true",
            "super.users",
            "User:ANONYMOUS");
    return EmbeddedKafka.start(new EmbeddedKafkaSettings("127.0.0.1", 0, null, properties));
  }

  /** Where clients log in to that broker. */
  public static String bootstrapServers(EmbeddedKafka kafka) {
    return kafka.bootstrapServers(LISTENER);
  }

  /** As {@code sasl.jaas.config} of a client. */
  public String ofClient() {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
        + user
        + "\" password=\""
        + password
        + "\";";
  }

  @Override
  public String toString() {
    return "KafkaLogin[" + user + "]";
  }
}
