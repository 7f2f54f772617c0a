package io.segmentinsider.record;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How a key of state is written: its length and its bytes at once. Flink's own format for text
 * writes character by character, and a key stands in every snapshot once per value and timer.
 *
 * <p>The one format without a version, because it can never have another one: RocksDB finds a value
 * by the bytes of its key.
 */
public final class KeyFormat implements ValueFormat<String> {

  private static final long serialVersionUID = 1L;

  @Override
  public Class<String> type() {
    return String.class;
  }

  @Override
  public void write(String key, DataOutputView out) throws IOException {
    BinaryFields.writeText(out, key);
  }

  @Override
  public String read(DataInputView in) throws IOException {
    return BinaryFields.readText(in);
  }
}
