package io.segmentinsider.lab.report;

import io.segmentinsider.lab.kafka.TopicReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at the records without an outcome where they stand. Not every offset holds a record: the
 * marks of transactions and what was compacted away have offsets, too. And a record that has just
 * come may have no outcome yet.
 */
final class Missing {

  private static final int EXAMPLES = 20;

  private final TopicReader reader;
  private final long youngSince;
  private final List<String> lost = new ArrayList<>();

  /**
   * A look.
   *
   * @param youngSince epoch milliseconds; records that Kafka got then or later may still be under
   *     way
   */
  Missing(TopicReader reader, long youngSince) {
    this.reader = reader;
    this.youngSince = youngSince;
  }

  /** Tells an accounting which of its missing offsets hold no record, or a young one. */
  void explain(Accounting accounting) throws IOException {
    for (Map.Entry<TopicPartition, BitSet> each : accounting.missing().entrySet()) {
      TopicPartition partition = each.getKey();
      BitSet missing = each.getValue();
      long begin = accounting.begin(partition);
      BitSet noRecord = (BitSet) missing.clone();
      BitSet young = new BitSet();
      Map<TopicPartition, Long> from = new HashMap<>();
      Map<TopicPartition, Long> to = new HashMap<>();
      from.put(partition, begin + missing.nextSetBit(0));
      to.put(partition, begin + missing.length());
      reader.read(
          "events without an outcome",
          from,
          to,
          record -> {
            int bit = Math.toIntExact(record.offset() - begin);
            if (missing.get(bit)) {
              noRecord.clear(bit);
              if (record.timestamp() >= youngSince) {
                young.set(bit);
              } else {
                remember(partition, record.offset(), record.timestamp());
              }
            }
          });
      accounting.explain(partition, noRecord, young);
    }
  }

  private void remember(TopicPartition partition, long offset, long timestamp) {
    if (lost.size() < EXAMPLES) {
      lost.add(partition + "@" + offset + " of " + Instant.ofEpochMilli(timestamp));
    }
  }

  /** The first records that are lost, as {@code topic-partition@offset of time}. */
  List<String> lost() {
    return List.copyOf(lost);
  }
}
