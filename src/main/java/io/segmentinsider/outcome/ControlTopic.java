package io.segmentinsider.outcome;

import io.segmentinsider.config.JobOptions.StopPosition;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.profile.ErasureFormat;
import io.segmentinsider.record.ValueTypeInformation;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The topic by which the end of the job tells its beginning whom to forget: Flink's streams have no
 * way back.
 */
public final class ControlTopic {

  private static final String READ_COMMITTED = "read_committed";

  private ControlTopic() {}

  /** Where erasures are written, in the transactions of the checkpoints. */
  public static Sink<Erasure> sink(JobSettings settings) {
    return OutcomeSinks.sink(settings, settings.outcome().controlTopic(), "control", new Writer());
  }

  /** Where they are read again. The connector still takes the client's deprecated enum. */
  @SuppressWarnings("deprecation")
  public static Source<Erasure, ?, ?> source(JobSettings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put("isolation.level", READ_COMMITTED);
    KafkaSourceBuilder<Erasure> builder =
        KafkaSource.<Erasure>builder()
            .setProperties(properties)
            .setBootstrapServers(settings.bootstrapServers())
            .setGroupId(settings.source().groupId())
            .setTopics(settings.outcome().controlTopic())
            .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
            .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(new Reader()));
    if (settings.source().stop() == StopPosition.END_OFFSETS) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
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

  private static final class Reader extends AbstractDeserializationSchema<Erasure> {

    private static final long serialVersionUID = 1L;

    private Reader() {
      super(new ValueTypeInformation<>(new ErasureFormat()));
    }

    @Override
    public Erasure deserialize(byte[] bytes) throws IOException {
      return new ErasureFormat().read(new DataInputDeserializer(bytes));
    }
  }
}
