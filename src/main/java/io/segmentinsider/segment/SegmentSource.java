package io.segmentinsider.segment;

import io.segmentinsider.config.KafkaProperties;
import io.segmentinsider.segment.SourceOptions.StopPosition;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The Kafka topics that hold Segment events. */
public final class SegmentSource {

  private SegmentSource() {}

  /**
   * The source as the settings ask for it.
   *
   * @param kafka properties of all Kafka clients
   */
  public static Source<RawRecord, ?, ?> of(SourceSettings source, Map<String, String> kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // What it says is done by the source, which the consumer must leave it to.
    properties.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
    properties.put(
        "partition.discovery.interval.ms", Long.toString(source.partitionDiscovery().toMillis()));
    KafkaSourceBuilder<RawRecord> builder =
        KafkaSource.<RawRecord>builder()
            .setProperties(properties)
            .setBootstrapServers(kafka.get(KafkaProperties.BOOTSTRAP_SERVERS))
            .setGroupId(source.groupId())
            .setStartingOffsets(StartingOffsets.of(source, kafka))
            .setDeserializer(new RawRecordDeserializer());
    if (source.topicPattern() == null) {
      builder.setTopics(source.topics());
    } else {
      builder.setTopicPattern(Pattern.compile(source.topicPattern()));
    }
    if (source.stop() == StopPosition.END_OFFSETS) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return GapReportingSource.ofEvents(builder.build(), source, kafka);
  }
}
