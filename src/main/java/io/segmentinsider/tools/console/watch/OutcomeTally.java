package io.segmentinsider.tools.console.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.tools.ToolJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts receipts and dead letters as they are written, and those of the past up to a limit. One
 * thread uses it.
 */
final class OutcomeTally implements AutoCloseable {

  /** What is older is not counted: a page must not read a topic of years. */
  private static final long MAX_PAST = 500_000;

  /** A look takes no longer than this, however much there is. */
  private static final Duration LOOK = Duration.ofMillis(800);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int LATENCIES = 2_000;
  private static final int MAX_WORDS = 200;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String receiptsTopic;
  private final Map<String, Long> receipts = new TreeMap<>();
  private final Map<String, Long> suppressed = new TreeMap<>();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private final Map<String, Long> repairs = new TreeMap<>();
  private final long[] latencies = new long[LATENCIES];
  private long withLatency;
  private boolean whole = true;
  private boolean current;

  OutcomeTally(JobSettings settings) {
    this.consumer = KafkaClients.of(settings).consumer();
    this.receiptsTopic = settings.outcome().receiptsTopic();
    assign(List.of(receiptsTopic, settings.outcome().deadLettersTopic()));
  }

  private void assign(List<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) -> {
              long from = Math.max(begins.get(partition), end - MAX_PAST);
              whole &= from == begins.get(partition);
              consumer.seek(partition, from);
            });
  }

  /** Reads on, for a moment. */
  void look() throws IOException {
    long end = System.nanoTime() + LOOK.toNanos();
    boolean more = true;
    while (more && System.nanoTime() < end) {
      var polled = consumer.poll(POLL);
      more = !polled.isEmpty();
      current |= !more;
      for (ConsumerRecord<byte[], byte[]> outcome : polled) {
        count(outcome);
      }
    }
  }

  private void count(ConsumerRecord<byte[], byte[]> outcome) throws IOException {
    JsonNode line = ToolJson.MAPPER.readTree(outcome.value());
    if (!outcome.topic().equals(receiptsTopic)) {
      count(deadLetters, line.path("reason"));
      return;
    }
    count(receipts, line.path("status"));
    if (line.path("status").asText().equals("suppressed")) {
      count(suppressed, line.path("reason"));
    }
    line.path("repairs").forEach(kind -> count(repairs, kind));
    if (line.has("latencyMs")) {
      latencies[(int) (withLatency++ % LATENCIES)] = line.path("latencyMs").asLong();
    }
  }

  private static void count(Map<String, Long> counts, JsonNode word) {
    if (counts.size() < MAX_WORDS || counts.containsKey(word.asText())) {
      counts.merge(word.asText(), 1L, Long::sum);
    }
  }

  /** What was counted so far. */
  OutcomeCounts counts() {
    long[] sorted = Arrays.copyOf(latencies, (int) Math.min(withLatency, LATENCIES));
    Arrays.sort(sorted);
    return new OutcomeCounts(
        Map.copyOf(receipts),
        Map.copyOf(suppressed),
        Map.copyOf(deadLetters),
        Map.copyOf(repairs),
        percentile(sorted, 50),
        percentile(sorted, 99),
        current,
        whole);
  }

  private static long percentile(long[] sorted, int percent) {
    return sorted.length == 0 ? -1 : sorted[(sorted.length - 1) * percent / 100];
  }

  @Override
  public void close() {
    consumer.close();
  }
}
