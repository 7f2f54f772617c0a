package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** The attributes of one user object under construction. */
final class AttributeList implements FieldSink {

  /** Up to here a search along the list beats a set. */
  private static final int SEARCHED_WITHOUT_INDEX = 24;

  private final JsonBuffer buffer;
  private final List<Attribute> attributes = new ArrayList<>(16);
  @Nullable private Set<String> customNames;

  /**
   * An empty list.
   *
   * @param buffer memory to write values in; free again after each call
   */
  AttributeList(JsonBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public boolean add(String name, boolean custom, Object value) {
    if (has(name, custom)) {
      return false;
    }
    buffer.clear();
    attributes.add(new Attribute(name, custom, buffer.value(value).toBytes()));
    if (customNames != null && custom) {
      customNames.add(name);
    }
    return true;
  }

  /** No attribute is required, so nobody asks. */
  @Override
  public void leftOut(String name, Object raw) {}

  @Override
  public boolean has(String name, boolean custom) {
    if (custom && attributes.size() > SEARCHED_WITHOUT_INDEX) {
      return customNames().contains(name);
    }
    for (int i = 0; i < attributes.size(); i++) {
      Attribute attribute = attributes.get(i);
      if (attribute.custom() == custom && attribute.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private Set<String> customNames() {
    if (customNames == null) {
      customNames = new HashSet<>();
      for (Attribute attribute : attributes) {
        if (attribute.custom()) {
          customNames.add(attribute.name());
        }
      }
    }
    return customNames;
  }

  List<Attribute> attributes() {
    return attributes;
  }

  boolean isEmpty() {
    return attributes.isEmpty();
  }
}
