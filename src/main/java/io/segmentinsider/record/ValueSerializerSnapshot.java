package io.segmentinsider.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.InstantiationUtil;

/**
 * What a savepoint keeps of a {@link ValueSerializer}: the class of its format. Versions of the
 * value itself stand in front of each value, so every format reads what it ever wrote as it is.
 *
 * @param <T> the immutable type
 */
public final class ValueSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

  private static final int VERSION = 1;

  private ValueFormat<T> format;

  /** For Flink, which reads the rest with {@link #readSnapshot}. */
  @SuppressWarnings("unused")
  public ValueSerializerSnapshot() {}

  ValueSerializerSnapshot(ValueSerializer<T> serializer) {
    this.format = serializer.format();
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(format.getClass().getName());
  }

  @Override
  public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
      throws IOException {
    BinaryFields.requireVersion(ValueSerializerSnapshot.class, readVersion, VERSION);
    format = instantiate(in.readUTF(), classLoader);
  }

  @SuppressWarnings("unchecked")
  private static <T> ValueFormat<T> instantiate(String className, ClassLoader classLoader)
      throws IOException {
    try {
      return InstantiationUtil.instantiate(className, ValueFormat.class, classLoader);
    } catch (FlinkException e) {
      throw new IOException(
          "the state was written with the format "
              + className
              + ", which this release does not have: restore it with the release that wrote it",
          e);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new ValueSerializer<>(format);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> oldSnapshot) {
    return oldSnapshot instanceof ValueSerializerSnapshot<T> old
            && old.format.getClass() == format.getClass()
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
