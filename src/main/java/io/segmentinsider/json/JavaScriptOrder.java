package io.segmentinsider.json;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which JavaScript visits the members of an object: names that look like array indexes
 * first, ascending, then the others in the order in which they were put.
 */
public final class JavaScriptOrder {

  /** One more than the highest array index, 2^32 - 2. */
  private static final long NO_INDEX = (1L << 32) - 1;

  private JavaScriptOrder() {}

  /** The places of all members ({@link JsonObject#nameAt}) in this order. */
  public static int[] places(JsonObject object) {
    int[] places = new int[object.size()];
    boolean indexes = false;
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
      indexes |= arrayIndex(object.nameAt(i)) < NO_INDEX;
    }
    return indexes
        ? sorted(places, Comparator.comparingLong(place -> arrayIndex(object.nameAt(place))))
        : places;
  }

  /** The places of all members sorted by the UTF-16 units of their names. */
  static int[] sortedPlaces(JsonObject object) {
    int[] places = new int[object.size()];
    Arrays.setAll(places, i -> i);
    return sorted(places, Comparator.comparing(object::nameAt));
  }

  private static int[] sorted(int[] places, Comparator<Integer> order) {
    return Arrays.stream(places).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
  }

  /** The index that a name stands for, written without leading zeros; else {@link #NO_INDEX}. */
  private static long arrayIndex(String name) {
    int size = name.length();
    if (size == 0 || size > 10 || (size > 1 && name.charAt(0) == '0')) {
      return NO_INDEX;
    }
    long index = 0;
    for (int i = 0; i < size; i++) {
      char digit = name.charAt(i);
      if (digit < '0' || digit > '9') {
        return NO_INDEX;
      }
      index = index * 10 + digit - '0';
    }
    return Math.min(index, NO_INDEX);
  }
}
