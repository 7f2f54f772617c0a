package io.segmentinsider.lab.kafka;

import io.segmentinsider.JobSettings;
import io.segmentinsider.config.KafkaAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Clients of a tool, with all that the job says of its Kafka cluster: addresses, TLS, SASL. A tool
 * has somebody waiting for it, so it gives up sooner than the job does.
 */
public final class KafkaClients {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(8);

  private final Map<String, Object> properties;

  private KafkaClients(Map<String, Object> properties) {
    this.properties = properties;
  }

  /** Clients with the options {@code kafka.*} of a job. */
  public static KafkaClients of(JobSettings settings) {
    return new KafkaClients(new HashMap<>(settings.kafka()));
  }

  /** Clients of a cluster that asks for nothing but its address. */
  public static KafkaClients at(String bootstrapServers) {
    return new KafkaClients(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /** Where the cluster is. */
  public String bootstrapServers() {
    return String.valueOf(properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  /** Properties of any client. */
  public Map<String, Object> properties() {
    return new HashMap<>(properties);
  }

  /**
   * Asks for the brokers.
   *
   * @throws KafkaReadException after ten seconds at most, if nobody answers
   */
  public void requireReachable() throws KafkaReadException, InterruptedException {
    Admin admin = null;
    try {
      admin = admin();
      admin.describeCluster().nodes().get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (KafkaException | TimeoutException e) {
      throw unreachable(e);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause());
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  private KafkaReadException unreachable(Throwable cause) {
    return new KafkaReadException(
        "Kafka at " + bootstrapServers() + ": " + KafkaTrouble.sentence(cause) + ".", cause);
  }

  /** A client that asks and changes. */
  public Admin admin() {
    return Admin.create(KafkaAdmin.withPatience(properties, REQUEST_TIMEOUT, CALL_TIMEOUT));
  }

  /** A reader of committed records that creates nothing and commits nothing. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> own = properties();
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
