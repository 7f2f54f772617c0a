package io.segmentinsider.local.inspect;

import io.segmentinsider.record.ValueFormat;
import io.segmentinsider.record.ValueTypeInformation;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the state of a few keys and passes over all others.
 *
 * @param <T> what is kept
 */
final class StateOfKeys<T> extends KeyedStateReaderFunction<String, T> {

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
  public void readKey(String key, Context context, Collector<T> out) throws Exception {
    if (!keys.contains(key)) {
      return;
    }
    if (isList) {
      for (T element : list.get()) {
        out.collect(element);
      }
    } else if (value.value() != null) {
      out.collect(value.value());
    }
  }
}
