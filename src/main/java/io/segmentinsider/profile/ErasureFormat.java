package io.segmentinsider.profile;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How an {@link Erasure} is written between tasks and to the control topic. */
public final class ErasureFormat implements ValueFormat<Erasure> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;

  /** The version of 0.2.0 does not say what was deleted together. */
  private static final int ALONE = 1;

  @Override
  public Class<Erasure> type() {
    return Erasure.class;
  }

  @Override
  public void write(Erasure erasure, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeText(out, erasure.identifier());
    BinaryFields.writeText(out, erasure.owner());
    out.writeLong(erasure.eventTime());
    BinaryFields.writeCount(out, erasure.together().size());
    for (String key : erasure.together()) {
      BinaryFields.writeText(out, key);
    }
  }

  @Override
  public Erasure read(DataInputView in) throws IOException {
    int version = in.readByte();
    BinaryFields.requireVersion(Erasure.class, version, VERSION);
    return new Erasure(
        BinaryFields.readText(in),
        BinaryFields.readText(in),
        in.readLong(),
        version == ALONE ? List.of() : readKeys(in));
  }

  private static List<String> readKeys(DataInputView in) throws IOException {
    List<String> keys = new ArrayList<>();
    for (int left = BinaryFields.readCount(in); left > 0; left--) {
      keys.add(BinaryFields.readText(in));
    }
    return keys;
  }
}
