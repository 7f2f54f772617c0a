package io.segmentinsider.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class ClosingWriterTest {

  /** As the connector's writer, it keeps an admin client that it does not close. */
  @SuppressWarnings("try")
  private static final class Writer
      implements PrecommittingStatefulSinkWriter<String, KafkaWriterState, KafkaCommittable> {

    private final List<String> closed;

    @SuppressWarnings({"unused", "UnusedVariable"})
    private final Admin adminClient;

    private Writer(List<String> closed) {
      this.closed = closed;
      this.adminClient =
          (Admin)
              Proxy.newProxyInstance(
                  Writer.class.getClassLoader(),
                  new Class<?>[] {Admin.class},
                  (proxy, method, arguments) -> closed.add("admin " + method.getName()));
    }

    @Override
    public void write(String element, Context context) {}

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<KafkaCommittable> prepareCommit() {
      return List.of();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) {
      return List.of();
    }

    @Override
    public void close() {
      closed.add("writer");
    }
  }

  @Test
  void theAdminClientIsClosedAfterTheWriter() throws Exception {
    List<String> closed = new ArrayList<>();
    new ClosingWriter<>(new Writer(closed)).close();
    assertThat(closed).containsExactly("writer", "admin close");
  }

  /** If this fails, look whether the connector closes it itself by now. */
  @Test
  void theConnectorKeepsItUnderThatName() throws Exception {
    Class<?> writer = Class.forName("org.apache.flink.connector.kafka.sink.ExactlyOnceKafkaWriter");
    assertThat(Admin.class).isAssignableFrom(writer.getDeclaredField("adminClient").getType());
  }
}
