package io.segmentinsider.record;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Flink's description of an immutable type with a {@link ValueFormat}; it keeps Kryo out.
 *
 * @param <T> the immutable type
 */
public final class ValueTypeInformation<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1L;

  private final ValueFormat<T> format;

  public ValueTypeInformation(ValueFormat<T> format) {
    this.format = format;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return format.type();
  }

  @Override
  public boolean isKeyType() {
    return Comparable.class.isAssignableFrom(format.type());
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new ValueSerializer<>(format);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof ValueTypeInformation;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueTypeInformation<?> that
        && format.getClass() == that.format.getClass();
  }

  @Override
  public int hashCode() {
    return format.getClass().hashCode();
  }

  @Override
  public String toString() {
    return "ValueTypeInformation<" + format.type().getSimpleName() + ">";
  }
}
