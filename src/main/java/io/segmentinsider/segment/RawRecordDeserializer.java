package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.ValueTypeInformation;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hands on the bytes as they are. Parsing comes one step later, because a source can only drop a
 * bad record or fail on it, and a refused record must not be lost.
 */
final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<RawRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
    Replay replay = Replay.of(record);
    out.collect(
        new RawRecord(
            new SourcePosition(record.topic(), record.partition(), record.offset()),
            replay == null ? record.timestamp() : replay.recordTime(),
            record.value(),
            replay));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return new ValueTypeInformation<>(new RawRecordFormat());
  }
}
