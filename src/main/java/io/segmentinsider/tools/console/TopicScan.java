package io.segmentinsider.tools.console;

import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import io.segmentinsider.tools.console.http.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Reads a part of a topic for a page, and tells it how far it is. */
final class TopicScan implements AutoCloseable {

  private final TopicReader reader;
  private final Duration patience;

  TopicScan(KafkaClients clients, Duration patience, EventStream out) {
    this.reader = new TopicReader(clients, progress(out));
    this.patience = patience;
  }

  /**
   * What was read.
   *
   * @param records how many
   * @param complete whether the end was reached in time
   */
  record Result(long records, boolean complete) {}

  /** Ends the reading if nobody listens any more. */
  static ReadProgress progress(EventStream out) {
    return (topic, read, share) -> {
      try {
        out.send("progress", Map.of("topic", topic, "read", read, "share", share));
      } catch (IOException e) {
        throw new UncheckedIOException("the page has gone", e);
      }
    };
  }

  /**
   * Reads a part of a topic.
   *
   * @throws IOException if there is no such topic, or the visitor throws it
   */
  Result scan(String topic, ScanRange range, TopicReader.RecordConsumer visitor)
      throws IOException {
    List<TopicPartition> partitions =
        reader.partitions(topic).stream()
            .filter(each -> range.partition() == null || range.partition() == each.partition())
            .toList();
    Map<TopicPartition, Long> ends = reader.ends(partitions);
    Map<TopicPartition, Long> to =
        range.to() == null ? ends : reader.at(partitions, range.to(), ends);
    Map<TopicPartition, Long> from = new HashMap<>(reader.at(partitions, range.from(), ends));
    long share = Math.max(1, range.last() / Math.max(1, partitions.size()));
    from.replaceAll((partition, offset) -> Math.max(offset, to.get(partition) - share));
    long[] records = new long[1];
    boolean complete =
        reader.readFor(
            patience,
            topic,
            from,
            to,
            taken -> {
              records[0]++;
              visitor.accept(taken);
            });
    return new Result(records[0], complete);
  }

  @Override
  public void close() {
    reader.close();
  }
}
