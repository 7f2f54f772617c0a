package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a producer takes back was never said. */
@Timeout(120)
class CommittedEventsIT {

  @TempDir private Path folder;

  @Test
  void anEventOfAnAbortedTransactionIsNotDelivered() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "token");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
        Sandbox sandbox = Sandbox.start(SandboxSettings.defaults())) {
      for (String topic : List.of("events", "receipts", "letters")) {
        kafka.createTopic(topic, 1);
      }
      publish(kafka.bootstrapServers());

      run(
          "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
          "source.topics=events",
          "source.start=earliest",
          "source.stop=end-offsets",
          "outcome.receipts-topic=receipts",
          "outcome.dead-letters-topic=letters",
          "delivery.endpoint=" + sandbox.uri(),
          "delivery.token-file=" + token,
          "parallelism.default=1",
          "execution.checkpointing.dir=" + folder.resolve("checkpoints").toUri());

      Path profiles = folder.resolve("profiles.ndjson");
      sandbox.writeProfiles(profiles);
      assertThat(Files.readString(profiles)).contains("kept-1", "kept-2").doesNotContain("taken");
    }
  }

  private static void publish(String bootstrapServers) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "events"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, "kept-1");
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, "taken-back");
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, "kept-2");
      producer.commitTransaction();
    }
  }

  private static void send(KafkaProducer<String, String> producer, String user) throws Exception {
    producer.send(new ProducerRecord<>("events", identify(user))).get();
  }

  private static void run(String... options) throws Exception {
    Configuration configuration = JobConfiguration.load(Path.of("conf/job.yaml"), List.of(options));
    Configuration flink = new Configuration();
    flink.set(RestOptions.BIND_PORT, "0");
    MiniCluster cluster =
        new MiniCluster(new MiniClusterConfiguration.Builder().setConfiguration(flink).build());
    try {
      cluster.start();
      cluster.executeJobBlocking(
          SegmentInsiderJob.environment(
                  configuration, JobSettings.from(configuration), TopicLimits.usual())
              .getStreamGraph()
              .getJobGraph());
    } finally {
      cluster.closeAsync().join();
    }
  }

  private static String identify(String user) {
    return "{\"type\":\"identify\",\"userId\":\""
        + user
        + "\",\"messageId\":\""
        + user
        + "\",\"timestamp\":\"2026-05-01T00:00:00Z\",\"traits\":{\"plan\":\"x\"}}";
  }
}
