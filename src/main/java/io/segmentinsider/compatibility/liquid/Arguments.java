package io.segmentinsider.compatibility.liquid;

import java.util.List;
import javax.annotation.Nullable;

/** The arguments of a filter. One that is given by name is the list of its name and its value. */
final class Arguments {

  private final List<Object> values;

  Arguments(List<Object> values) {
    this.values = values;
  }

  int size() {
    return values.size();
  }

  /** The argument at a place; null if there is none, or it has no value. */
  @Nullable
  Object get(int place) {
    return place < values.size() ? values.get(place) : null;
  }

  /** The argument at a place as text; empty if there is none. */
  String text(int place) {
    return Values.text(get(place));
  }

  /** The argument at a place as text, or another text if there is none. */
  String text(int place, String otherwise) {
    return get(place) == null ? otherwise : text(place);
  }

  /**
   * The argument at a place as a number, NaN for other text, or another number if there is none.
   */
  double number(int place, double otherwise) {
    return get(place) == null ? otherwise : Values.number(get(place));
  }
}
