package io.segmentinsider.tools.inspect;

import io.segmentinsider.record.ValueFormat;
import io.segmentinsider.record.ValueTypeInformation;
import java.io.IOException;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the state of a few keys and passes over all others.
 *
 * <p>Flink's reader hands on a null for a key of which nothing is collected, and its own sink fails
 * on it. So something is collected of every key: values as the bytes of their format, and {@link
 * #NOTHING} besides.
 *
 * @param <T> what is kept
 */
final class StateOfKeys<T> extends KeyedStateReaderFunction<String, byte[]> {

  private static final byte[] NOTHING = {};
  private static final int FIRST_SIZE = 256;

  private static final long serialVersionUID = 1L;

  private final Set<String> keys;
  private final String name;
  private final boolean isList;
  private final ValueFormat<T> format;

  private transient ValueState<T> value;
  private transient ListState<T> list;

  private StateOfKeys(Set<String> keys, String name, boolean isList, ValueFormat<T> format) {
    this.keys = keys;
    this.name = name;
    this.isList = isList;
    this.format = format;
  }

  /** Reads a value state. */
  static <T> StateOfKeys<T> value(Set<String> keys, String name, ValueFormat<T> format) {
    return new StateOfKeys<>(keys, name, false, format);
  }

  /** Reads a list state, one element after another. */
  static <T> StateOfKeys<T> list(Set<String> keys, String name, ValueFormat<T> format) {
    return new StateOfKeys<>(keys, name, true, format);
  }

  @Override
  public void open(OpenContext context) {
    ValueTypeInformation<T> type = new ValueTypeInformation<>(format);
    if (isList) {
      list = getRuntimeContext().getListState(new ListStateDescriptor<>(name, type));
    } else {
      value = getRuntimeContext().getState(new ValueStateDescriptor<>(name, type));
    }
  }

  @Override
  public void readKey(String key, Context context, Collector<byte[]> out) throws Exception {
    out.collect(NOTHING);
    if (!keys.contains(key)) {
      return;
    }
    if (isList) {
      for (T element : list.get()) {
        out.collect(bytes(element));
      }
    } else if (value.value() != null) {
      out.collect(bytes(value.value()));
    }
  }

  /** Whether a collected element is a value. */
  static boolean isValue(byte[] collected) {
    return collected.length > 0;
  }

  /** The value that was collected. */
  T value(byte[] collected) throws IOException {
    return format.read(new DataInputDeserializer(collected));
  }

  private byte[] bytes(T kept) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(FIRST_SIZE);
    format.write(kept, out);
    return out.getCopyOfBuffer();
  }
}
