package io.segmentinsider.identity;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link Suppression} is kept in state. */
public final class SuppressionFormat implements ValueFormat<Suppression> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<Suppression> type() {
    return Suppression.class;
  }

  @Override
  public void write(Suppression suppression, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeCount(out, suppression.requests().size());
    for (Suppression.Request request : suppression.requests()) {
      request.order().write(out);
      out.writeBoolean(request.suppresses());
    }
  }

  @Override
  public Suppression read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(Suppression.class, in.readByte(), VERSION);
    int count = BinaryFields.readCount(in);
    List<Suppression.Request> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      requests.add(new Suppression.Request(EventOrder.read(in), in.readBoolean()));
    }
    return new Suppression(requests);
  }
}
