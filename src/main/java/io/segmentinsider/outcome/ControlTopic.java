package io.segmentinsider.outcome;

import io.segmentinsider.config.KafkaProperties;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.profile.ErasureFormat;
import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.ValueTypeInformation;
import io.segmentinsider.segment.GapReportingSource;
import io.segmentinsider.segment.SourceOptions.StopPosition;
import io.segmentinsider.segment.SourceSettings;
import io.segmentinsider.segment.StartingOffsets;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import javax.annotation.Nullable;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic by which the end of the job tells its beginning whom to forget: Flink's streams have no
 * way back.
 */
public final class ControlTopic {

  private static final String READ_COMMITTED = "read_committed";

  private ControlTopic() {}

  /**
   * Where erasures are written, in the transactions of the checkpoints: whoever reads one knows
   * that no failure makes the job ask for that deletion once more, with what came before it.
   */
  public static Sink<Erasure> sink(OutcomeSettings settings, Map<String, String> kafka) {
    return OutcomeSinks.inTransactions(
        settings, kafka, settings.controlTopic(), "control", new Writer());
  }

  /** Where they are read again. */
  public static Source<Erasure, ?, ?> source(
      SourceSettings settings, String topic, Map<String, String> kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put("isolation.level", READ_COMMITTED);
    // What it says is done by the source, which the consumer must leave it to.
    properties.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
    KafkaSourceBuilder<Erasure> builder =
        KafkaSource.<Erasure>builder()
            .setProperties(properties)
            .setBootstrapServers(kafka.get(KafkaProperties.BOOTSTRAP_SERVERS))
            .setGroupId(settings.groupId())
            .setTopics(topic)
            .setStartingOffsets(StartingOffsets.ofErasures())
            .setDeserializer(new Reader());
    if (settings.stop() == StopPosition.END_OFFSETS) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return GapReportingSource.ofErasures(builder.build(), settings, kafka);
  }

  private static final class Writer implements SerializationSchema<Erasure> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(Erasure erasure) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      try {
        new ErasureFormat().write(erasure, out);
      } catch (IOException e) {
        throw new IllegalStateException("memory takes every byte", e);
      }
      return out.getCopyOfBuffer();
    }
  }

  /**
   * A record that is no erasure is passed over: whoever may write to the topic could stop the job
   * for ever otherwise. It names nobody who could be forgotten.
   */
  static final class Reader implements KafkaRecordDeserializationSchema<Erasure> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ControlTopic.class);

    private transient Counter broken;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      broken = JobMetric.BROKEN_CONTROL_RECORDS.counter(context.getMetricGroup());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Erasure> out) {
      Erasure erasure = erasure(record.value());
      if (erasure == null) {
        broken.inc();
        LOG.warn(
            "{}-{}@{} is no request to forget somebody and is passed over. Only the job may write"
                + " to this topic: look who else does.",
            record.topic(),
            record.partition(),
            record.offset());
      } else {
        out.collect(erasure);
      }
    }

    @Nullable
    private static Erasure erasure(@Nullable byte[] bytes) {
      if (bytes == null) {
        return null;
      }
      try {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        Erasure erasure = new ErasureFormat().read(in);
        return in.available() == 0 ? erasure : null;
      } catch (IOException | IllegalArgumentException e) {
        return null;
      }
    }

    @Override
    public TypeInformation<Erasure> getProducedType() {
      return new ValueTypeInformation<>(new ErasureFormat());
    }
  }
}
