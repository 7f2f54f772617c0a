package io.segmentinsider.tools.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.outcome.ReceiptJson;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.SourcePosition;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Somebody waits for a trace, however many receipts there are. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceManyReceiptsIT {

  private static final int RECEIPTS = 1_000_000;
  private static final int EVENTS = 100_000;

  /** Of the person who is looked for. */
  private static final int EVERY = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private EmbeddedKafka kafka;
  private JobSettings settings;

  @BeforeAll
  void publish() throws IOException {
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
    settings = TestSettings.with("kafka.bootstrap.servers", kafka.bootstrapServers());
    String events = settings.source().topics().get(0);
    kafka.createTopic(events, 1);
    kafka.createTopic(settings.outcome().receiptsTopic(), 1);
    kafka.createTopic(settings.outcome().deadLettersTopic(), 1);
    ReceiptJson json = new ReceiptJson();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                ProducerConfig.LINGER_MS_CONFIG,
                20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < EVENTS; i++) {
        send(producer, events, event(i).getBytes(StandardCharsets.UTF_8));
      }
      for (int i = 0; i < RECEIPTS; i++) {
        send(
            producer,
            settings.outcome().receiptsTopic(),
            json.serialize(
                Receipt.withoutRequest(
                    new SourcePosition(events, 0, i),
                    "message-" + i,
                    "Identify",
                    Receipt.Status.UNCHANGED)));
      }
    }
  }

  @AfterAll
  void stop() throws IOException {
    kafka.close();
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private static void send(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value) {
    producer.send(new ProducerRecord<>(topic, value));
  }

  private static String event(int number) {
    String user = number % EVERY == 0 ? "ann" : "user-" + number;
    return "{\"type\":\"identify\",\"messageId\":\"message-"
        + number
        + "\",\"userId\":\""
        + user
        + "\",\"traits\":{\"email\":\""
        + user
        + "@example.test\",\"plan\":\"pro\"}}";
  }

  @Test
  void aPersonIsTracedWithinSeconds() throws Exception {
    Search search =
        new Search(
            new Search.Wanted.User("Ann@example.test"),
            Instant.now().minus(Duration.ofHours(1)),
            null,
            200,
            null);
    HeapPeak heap = HeapPeak.fromNow();
    long start = System.nanoTime();
    List<EventTrace> found = new Tracer(settings, ReadProgress.NONE).find(search);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    tell(taken, heap.megabytes());
    assertThat(found).hasSize(EVENTS / EVERY);
    assertThat(found).allSatisfy(trace -> assertThat(trace.outcomes()).hasSize(1));
    assertThat(taken).isLessThan(PATIENCE);
  }

  /** Writes it down where figures of a build are, and prints it. */
  @SuppressWarnings("SystemOut")
  private static void tell(Duration taken, long megabytes) throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            "a trace by person over an hour with %,d receipts and %,d events: %.1f s, in a heap of"
                + " %d MB of which %d were taken at most, the broker's and garbage among it",
            RECEIPTS,
            EVENTS,
            taken.toMillis() / 1000.0,
            Runtime.getRuntime().maxMemory() >> 20,
            megabytes);
    Path figures = Files.createDirectories(Path.of("target/figures"));
    Files.writeString(figures.resolve("trace-of-a-person.txt"), text + "\n");
    System.out.println(text);
  }

  /** The most that lies in the heap's pools, garbage among it. */
  private record HeapPeak(List<MemoryPoolMXBean> pools) {

    static HeapPeak fromNow() {
      List<MemoryPoolMXBean> pools =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .toList();
      pools.forEach(MemoryPoolMXBean::resetPeakUsage);
      return new HeapPeak(pools);
    }

    long megabytes() {
      return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
    }
  }
}
