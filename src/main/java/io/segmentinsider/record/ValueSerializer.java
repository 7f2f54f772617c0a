package io.segmentinsider.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Flink's serializer for an immutable type with a {@link ValueFormat}. Copies are the value itself.
 *
 * @param <T> the immutable type
 */
public final class ValueSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  private final ValueFormat<T> format;

  public ValueSerializer(ValueFormat<T> format) {
    this.format = format;
  }

  ValueFormat<T> format() {
    return format;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  /** There is no empty value of an immutable type; Flink does not ask for one then. */
  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    format.write(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return format.read(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return format.read(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    format.write(format.read(source), target);
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new ValueSerializerSnapshot<>(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueSerializer<?> that && format.getClass() == that.format.getClass();
  }

  @Override
  public int hashCode() {
    return format.getClass().hashCode();
  }
}
