package io.segmentinsider.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A list whose elements live on when it is cleared, and are handed out again by {@link #add}: a
 * request has thousands of small parts, and none outlives it.
 */
final class Reused<T> {

  private final List<T> elements = new ArrayList<>();
  private final Supplier<T> factory;
  private int size;

  Reused(Supplier<T> factory) {
    this.factory = factory;
  }

  /** An element with whatever content it had when it was used last. */
  T add() {
    if (size == elements.size()) {
      elements.add(factory.get());
    }
    return elements.get(size++);
  }

  T get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException("index " + index + ", size " + size);
    }
    return elements.get(index);
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }
}
