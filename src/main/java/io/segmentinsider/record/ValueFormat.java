package io.segmentinsider.record;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How values of one immutable type are written and read.
 *
 * <p>A format writes its version in front of each value and reads every version it ever wrote, so
 * neither a savepoint nor a record in flight needs a migration. It must have a public constructor
 * without parameters and no fields: a savepoint keeps its class name.
 *
 * @param <T> the immutable type
 */
public interface ValueFormat<T> extends Serializable {

  /** The type written. */
  Class<T> type();

  /** Writes the version and the fields. */
  void write(T value, DataOutputView out) throws IOException;

  /**
   * Reads a value of any released version.
   *
   * @throws IOException if a newer release wrote it, or the bytes are damaged
   */
  T read(DataInputView in) throws IOException;
}
