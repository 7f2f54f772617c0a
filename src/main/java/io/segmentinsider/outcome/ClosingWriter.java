package io.segmentinsider.outcome;

import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.clients.admin.Admin;

/**
 * The connector's writer, which also closes its admin client. The connector (5.0.0-2.2) makes one
 * in each attempt, to list the transactions that an attempt before it left open, and never closes
 * it: each restart would leave a thread that calls the brokers for ever, and with it all classes of
 * the job. The client is reached by the name of its field, as the connector gives no other way to
 * it.
 */
@SuppressWarnings("try")
final class ClosingWriter<T>
    implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {

  private static final String ADMIN_CLIENT = "adminClient";

  private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;

  ClosingWriter(PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer) {
    this.writer = writer;
  }

  @Override
  public void write(T element, Context context) throws IOException, InterruptedException {
    writer.write(element, context);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    writer.flush(endOfInput);
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
    writer.writeWatermark(watermark);
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    return writer.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    return writer.snapshotState(checkpointId);
  }

  @Override
  public void close() throws Exception {
    try {
      writer.close();
    } finally {
      closeAdminClient();
    }
  }

  private void closeAdminClient() throws IllegalAccessException {
    try {
      Field field = writer.getClass().getDeclaredField(ADMIN_CLIENT);
      field.setAccessible(true);
      if (field.get(writer) instanceof Admin admin) {
        admin.close(Duration.ZERO);
      }
    } catch (NoSuchFieldException e) {
      // A writer without transactions has none.
    }
  }
}
