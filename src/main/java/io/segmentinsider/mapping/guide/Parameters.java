package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultParameter;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The parameters of one event, or of one product line, under construction. The quantity is kept
 * apart: lines that differ in nothing else are compared without it.
 */
final class Parameters implements FieldSink {

  private static final String QUANTITY = DefaultParameter.QUANTITY.key();

  private final Members defaults = new Members();
  private final Members custom = new Members();
  private final Map<String, String> leftOut = new HashMap<>();
  @Nullable private Long quantity;

  void clear() {
    defaults.clear();
    custom.clear();
    leftOut.clear();
    quantity = null;
  }

  @Override
  public boolean add(String name, boolean isCustom, Object value) {
    if (has(name, isCustom)) {
      return false;
    }
    if (!isCustom && name.equals(QUANTITY)) {
      quantity = (Long) value;
    } else {
      (isCustom ? custom : defaults).add(name, value);
    }
    return true;
  }

  @Override
  public void leftOut(String name, Object raw) {
    leftOut.put(name, ValueConverter.classOf(raw));
  }

  /** The class of the value that was left out; null if none was. */
  @Nullable
  String leftOut(DefaultParameter parameter) {
    return leftOut.get(parameter.key());
  }

  @Override
  public boolean has(String name, boolean isCustom) {
    if (!isCustom && name.equals(QUANTITY)) {
      return quantity != null;
    }
    return (isCustom ? custom : defaults).has(name);
  }

  boolean has(DefaultParameter parameter) {
    return has(parameter.key(), false);
  }

  @Nullable
  Long quantity() {
    return quantity;
  }

  void setQuantity(long newQuantity) {
    quantity = newQuantity;
  }

  Members defaults() {
    return defaults;
  }

  Members custom() {
    return custom;
  }
}
