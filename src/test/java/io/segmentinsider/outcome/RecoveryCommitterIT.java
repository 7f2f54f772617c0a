package io.segmentinsider.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a restore finds at a real broker under the transactional ids of its checkpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class RecoveryCommitterIT {

  private static final String TOPIC = "receipts";

  /** The last one under which the broker lets a producer write. */
  private static final int LAST_EPOCH = Short.MAX_VALUE - 1;

  private EmbeddedKafka kafka;

  @BeforeAll
  void startBroker() {
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
    kafka.createTopic(TOPIC, 1);
  }

  @AfterAll
  void stopBroker() {
    kafka.close();
  }

  /**
   * Each transaction raises the epoch of its producer, and behind the last one comes another
   * producer. Then the connector does not know a transaction again that it has committed.
   */
  @Test
  void aTransactionWhoseCommitEndedTheEpochsOfItsProducerFailsNoRestore() throws Exception {
    try (FlinkKafkaInternalProducer<byte[], byte[]> producer = producer("last")) {
      producer.initTransactions();
      while (producer.getEpoch() < LAST_EPOCH - 1) {
        producer.setTransactionId("last");
        producer.initTransactions();
      }
      producer.setTransactionId("last");
      KafkaCommittable checkpoint = write(producer, "a");
      assertThat(checkpoint.getEpoch()).isEqualTo((short) LAST_EPOCH);
      producer.commitTransaction();

      assertThat(commit(connector("last"), checkpoint))
          .containsExactly("unknown InvalidPidMappingException");
      assertThat(commit(ours("last"), checkpoint))
          .containsExactly("known InvalidPidMappingException");
    }
  }

  /** As when checkpoints failed, so that the id was used again, and then the job did. */
  @Test
  void aTransactionThatWasBegunAnewUnderAnIdOfTheCheckpointIsAborted() throws Exception {
    try (FlinkKafkaInternalProducer<byte[], byte[]> first = producer("again");
        FlinkKafkaInternalProducer<byte[], byte[]> second = producer("again");
        Admin admin = Admin.create(kafka())) {
      KafkaCommittable checkpoint = write(first, "a");
      first.commitTransaction();
      write(second, "b");
      long begun = end(admin, IsolationLevel.READ_COMMITTED);

      assertThat(commit(connector("again"), checkpoint))
          .containsExactly("known ProducerFencedException");
      assertThat(state(admin, "again")).isEqualTo(TransactionState.ONGOING);
      assertThat(end(admin, IsolationLevel.READ_COMMITTED)).isEqualTo(begun);

      assertThat(commit(ours("again"), checkpoint))
          .containsExactly("known ProducerFencedException");
      assertThat(state(admin, "again")).isEqualTo(TransactionState.EMPTY);
      assertThat(end(admin, IsolationLevel.READ_COMMITTED))
          .isEqualTo(end(admin, IsolationLevel.READ_UNCOMMITTED));
    }
  }

  /** Begins a transaction, writes, and gives what a checkpoint would hold of it. */
  private static KafkaCommittable write(
      FlinkKafkaInternalProducer<byte[], byte[]> producer, String text) {
    producer.initTransactions();
    producer.beginTransaction();
    Future<RecordMetadata> sent =
        producer.send(new ProducerRecord<>(TOPIC, text.getBytes(StandardCharsets.UTF_8)));
    producer.flush();
    assertThat(sent).isDone();
    producer.precommitTransaction();
    return new KafkaCommittable(
        producer.getProducerId(), producer.getEpoch(), producer.getTransactionalId(), null);
  }

  @SuppressWarnings("try")
  private static List<String> commit(
      Committer<KafkaCommittable> committer, KafkaCommittable restored) throws Exception {
    CommitNotes notes = new CommitNotes(restored);
    try (committer) {
      committer.commit(List.of(notes));
    }
    return notes.ends();
  }

  private Committer<KafkaCommittable> connector(String prefix) {
    return new KafkaCommitter(properties(), prefix, 0, 0, true, FlinkKafkaInternalProducer::new);
  }

  private Committer<KafkaCommittable> ours(String prefix) {
    return new RecoveryCommitter(
        connector(prefix),
        new KafkaOpenTransactions(Map.of("bootstrap.servers", kafka.bootstrapServers())));
  }

  private static TransactionState state(Admin admin, String id) throws Exception {
    return admin.describeTransactions(List.of(id)).description(id).get().state();
  }

  /** Behind the last record that such a reader sees. */
  private static long end(Admin admin, IsolationLevel isolation) throws Exception {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
        .partitionResult(partition)
        .get()
        .offset();
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private FlinkKafkaInternalProducer<byte[], byte[]> producer(String id) {
    return new FlinkKafkaInternalProducer<>(properties(), id);
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("key.serializer", ByteArraySerializer.class.getName());
    properties.put("value.serializer", ByteArraySerializer.class.getName());
    properties.put("transaction.timeout.ms", "600000");
    return properties;
  }
}
