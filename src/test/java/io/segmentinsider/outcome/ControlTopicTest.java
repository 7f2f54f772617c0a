package io.segmentinsider.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.segmentinsider.profile.Erasure;
import io.segmentinsider.profile.ErasureFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControlTopicTest {

  private final Counter broken = new SimpleCounter();
  private final List<Erasure> read = new ArrayList<>();

  @Test
  void anErasureIsRead() throws IOException {
    Erasure erasure = new Erasure("email:ann@example.test", "uuid:u-1", 0);

    deserialize(bytes(erasure));

    assertThat(read).containsExactly(erasure);
    assertThat(broken.getCount()).isZero();
  }

  static List<byte[]> brokenRecords() throws IOException {
    byte[] whole = bytes(new Erasure("email:ann@example.test", "uuid:u-1", 5));
    List<byte[]> records = new ArrayList<>();
    records.add(null);
    for (int length = 0; length < whole.length; length++) {
      records.add(Arrays.copyOf(whole, length));
    }
    records.add(Arrays.copyOf(whole, whole.length + 1));
    records.add("{\"forget\":\"u-1\"}".getBytes(StandardCharsets.UTF_8));
    // A length of two thousand million bytes, and one below zero.
    records.add(new byte[] {1, -1, -1, -1, -1, 7});
    records.add(new byte[] {1, -1, -1, -1, -1, 15});
    for (String key : List.of("", ":", "uuid", "uuid:", ":u-1")) {
      records.add(unchecked(key, "uuid:u-1"));
      records.add(unchecked("uuid:u-1", key));
    }
    return records;
  }

  @ParameterizedTest
  @MethodSource("brokenRecords")
  void aBrokenRecordIsCountedAndPassedOver(byte[] record) {
    deserialize(record);

    assertThat(read).isEmpty();
    assertThat(broken.getCount()).isEqualTo(1);
  }

  @Property
  void noBytesStopIt(@ForAll byte[] record) {
    assertThatCode(() -> deserialize(record)).doesNotThrowAnyException();
    assertThatCode(() -> read.forEach(Erasure::toUpdate)).doesNotThrowAnyException();
  }

  private void deserialize(byte[] record) {
    ControlTopic.Reader reader = new ControlTopic.Reader();
    reader.open(new Context(broken));
    reader.deserialize(
        new ConsumerRecord<>("control", 0, 1, null, record), new ListCollector<>(read));
  }

  private static byte[] bytes(Erasure erasure) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new ErasureFormat().write(erasure, out);
    return out.getCopyOfBuffer();
  }

  /** As {@link ErasureFormat} lays it out, whatever the keys are. */
  private static byte[] unchecked(String identifier, String owner) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    out.writeByte(1);
    for (String key : List.of(identifier, owner)) {
      out.writeByte(key.length());
      out.writeBytes(key);
    }
    out.writeLong(5);
    return out.getCopyOfBuffer();
  }

  private record Context(Counter broken) implements DeserializationSchema.InitializationContext {

    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup() {
        @Override
        public Counter counter(String name) {
          return broken;
        }
      };
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(ControlTopicTest.class.getClassLoader());
    }
  }
}
