package io.segmentinsider.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.outcome.DeadLetterJson;
import io.segmentinsider.outcome.ReceiptJson;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.SourcePosition;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeReaderIT {

  private static final Repairs REPAIRS =
      Repairs.NONE.with(Repair.Kind.OPT_IN_UNREADABLE, "attributes.email_optin");

  private static final String EVENTS = "segment-events";

  private static EmbeddedKafka kafka;

  @TempDir private Path directory;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void countsAndCopiesWhatIsCommittedAndNothingElse() throws Exception {
    OutcomeTopics topics = topics("committed");
    Receipt delivered = receipt(0, Receipt.Status.DELIVERED);
    DeadLetter refused =
        new DeadLetter(
            Reason.INVALID_JSON,
            DeadLetter.Scope.RECORD,
            "no JSON",
            new SourcePosition(EVENTS, 0, 1),
            null,
            null,
            "{".getBytes(StandardCharsets.UTF_8),
            null);
    try (KafkaProducer<byte[], byte[]> producer = producer("committed")) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, topics.receipts(), json(receipt(2, Receipt.Status.DELIVERED)));
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, topics.receipts(), json(delivered));
      send(
          producer, topics.deadLetters(), new DeadLetterJson(TopicLimits.USUAL).serialize(refused));
      producer.commitTransaction();
    }
    Accounting accounting = new Accounting(List.of(new SourceRange(EVENTS, 0, 0, 3)));
    Path receipts = directory.resolve("receipts.ndjson");
    Path deadLetters = directory.resolve("dead-letters.ndjson");

    Latencies latencies = new Latencies();
    try (OutputStream first = Files.newOutputStream(receipts);
        OutputStream second = Files.newOutputStream(deadLetters)) {
      OutcomeReader reader = new OutcomeReader(kafka.bootstrapServers(), topics);
      reader.read(accounting, latencies, first, second);
      assertThat(reader.repairs().mostFrequent())
          .containsExactly(
              new Report.RepairedField("opt-in-unreadable", "attributes.email_optin", 1));
    }

    Totals totals = accounting.totals();
    assertThat(totals.accepted()).isEqualTo(1);
    assertThat(totals.refused()).isEqualTo(1);
    assertThat(totals.problems())
        .first()
        .isEqualTo("LOST: 1 published positions have no outcome, first: segment-events-0@2");
    assertThat(Files.readAllLines(receipts))
        .containsExactly(new String(json(delivered), StandardCharsets.UTF_8));
    assertThat(Files.readAllLines(deadLetters)).hasSize(1);
    assertThat(latencies.percentile(50)).isEqualTo(delivered.latencyMs());
  }

  @Test
  void anOpenTransactionIsWaitedForAndNotRead() throws Exception {
    OutcomeTopics topics = topics("open");
    try (Offsets offsets = new Offsets(kafka.bootstrapServers());
        KafkaProducer<byte[], byte[]> producer = producer("open")) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, topics.receipts(), json(receipt(0, Receipt.Status.DELIVERED)));

      assertThat(offsets.awaitCommitted(topics, Duration.ofMillis(100))).isFalse();
      Accounting accounting = new Accounting(List.of(new SourceRange(EVENTS, 0, 0, 1)));
      Outcomes.read(kafka.bootstrapServers(), topics, accounting);
      assertThat(accounting.totals().delivered()).isZero();

      producer.commitTransaction();

      assertThat(offsets.awaitCommitted(topics, Duration.ofSeconds(30))).isTrue();
    }
  }

  @Test
  void whatAGroupHasCommittedIsKnown() throws Exception {
    kafka.createTopic("read", 1);
    TopicPartition partition = new TopicPartition("read", 0);
    List<SourceRange> range = List.of(new SourceRange("read", 0, 0, 2));
    try (Offsets offsets = new Offsets(kafka.bootstrapServers());
        Admin admin =
            Admin.create(
                Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    (Object) kafka.bootstrapServers()))) {
      commit(admin, partition, 1);
      assertThat(offsets.committed("job", range)).isEqualTo(1);

      commit(admin, partition, 2);
      assertThat(offsets.committed("job", range)).isEqualTo(2);
    }
  }

  private static void commit(Admin admin, TopicPartition partition, long offset)
      throws ExecutionException, InterruptedException {
    admin
        .alterConsumerGroupOffsets("job", Map.of(partition, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  @Test
  void refusesWhatIsNoOutcome() throws Exception {
    OutcomeTopics topics = topics("strange");
    try (KafkaProducer<byte[], byte[]> producer = producer("strange")) {
      producer.initTransactions();
      producer.beginTransaction();
      send(
          producer,
          topics.receipts(),
          "{\"status\":\"vanished\",\"source\":{\"topic\":\"t\",\"partition\":0,\"offset\":0}}"
              .getBytes(StandardCharsets.UTF_8));
      producer.commitTransaction();
    }
    assertThatThrownBy(
            () -> Outcomes.read(kafka.bootstrapServers(), topics, new Accounting(List.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("vanished");
  }

  private static OutcomeTopics topics(String prefix) {
    OutcomeTopics topics = new OutcomeTopics(prefix + "-receipts", prefix + "-dead-letters");
    kafka.createTopic(topics.receipts(), 2);
    kafka.createTopic(topics.deadLetters(), 1);
    return topics;
  }

  private static Receipt receipt(long offset, Receipt.Status status) {
    return new Receipt(
        new SourcePosition(EVENTS, 0, offset), "m", "order", status, null, 0, 1, 7, REPAIRS);
  }

  private static byte[] json(Receipt receipt) {
    return new ReceiptJson().serialize(receipt);
  }

  private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            transactionalId),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value)
      throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(topic, value)).get();
  }
}
