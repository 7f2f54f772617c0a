package io.segmentinsider.lab.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.kafka.common.TopicPartition;

/** The latencies of the receipts that came since the last look. */
public final class RecentLatencies {

  private static final JsonFactory JSON = new JsonFactory();

  private final KafkaClients clients;
  private final String receipts;
  private final Map<TopicPartition, Long> readUpTo = new HashMap<>();

  /** Those of the receipts in a topic. */
  public RecentLatencies(String bootstrapServers, String receipts) {
    this.clients = KafkaClients.at(bootstrapServers);
    this.receipts = receipts;
  }

  /**
   * Percentiles, milliseconds.
   *
   * @param p50 null if no update ended
   * @param p99 null if no update ended
   */
  public record Percentiles(@Nullable Long p50, @Nullable Long p99) {}

  /** Leaves out what has come. */
  public void skip() throws IOException {
    try (TopicReader reader = new TopicReader(clients, ReadProgress.NONE)) {
      readUpTo.putAll(reader.ends(reader.partitions(receipts)));
    }
  }

  /** Reads what has come. */
  public Percentiles next() throws IOException {
    Latencies latencies = new Latencies();
    try (TopicReader reader = new TopicReader(clients, ReadProgress.NONE)) {
      List<TopicPartition> partitions = reader.partitions(receipts);
      Map<TopicPartition, Long> ends = reader.ends(partitions);
      Map<TopicPartition, Long> begins = reader.begins(partitions);
      begins.replaceAll((partition, begin) -> readUpTo.getOrDefault(partition, begin));
      reader.read(receipts, begins, ends, record -> add(record.value(), latencies));
      readUpTo.putAll(ends);
    }
    return new Percentiles(latencies.percentile(50), latencies.percentile(99));
  }

  private static void add(byte[] receipt, Latencies latencies) throws IOException {
    try (JsonParser parser = JSON.createParser(receipt)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else if (token == JsonToken.VALUE_NUMBER_INT
            && depth == 1
            && "latencyMs".equals(parser.currentName())) {
          latencies.add(parser.getLongValue());
        }
      }
    }
  }
}
