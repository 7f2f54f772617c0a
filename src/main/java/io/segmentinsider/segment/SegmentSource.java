package io.segmentinsider.segment;

import io.segmentinsider.config.JobOptions.StopPosition;
import io.segmentinsider.config.JobSettings;
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

  /** The source as the settings ask for it. */
  public static Source<RawRecord, ?, ?> of(JobSettings settings) {
    JobSettings.Source source = settings.source();
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // What it says is done by the source, which the consumer must leave it to.
    properties.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
    properties.put(
        "partition.discovery.interval.ms", Long.toString(source.partitionDiscovery().toMillis()));
    KafkaSourceBuilder<RawRecord> builder =
        KafkaSource.<RawRecord>builder()
            .setProperties(properties)
            .setBootstrapServers(settings.bootstrapServers())
            .setGroupId(source.groupId())
            .setStartingOffsets(StartingOffsets.of(settings))
            .setDeserializer(new RawRecordDeserializer());
    if (source.topicPattern() == null) {
      builder.setTopics(source.topics());
    } else {
      builder.setTopicPattern(Pattern.compile(source.topicPattern()));
    }
    if (source.stop() == StopPosition.END_OFFSETS) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return GapReportingSource.ofEvents(builder.build(), settings);
  }
}
