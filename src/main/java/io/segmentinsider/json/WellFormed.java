package io.segmentinsider.json;

/**
 * Puts text right that holds half of a surrogate pair: JSON can write one and UTF-8 can't, so that
 * the sender and the receiver of a key would see two different ones. Each half becomes U+FFFD.
 */
public final class WellFormed {

  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** The text with U+FFFD for each half; the same one if there is none. */
  public static String text(String text) {
    int fault = firstHalf(text, 0);
    if (fault < 0) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    for (int at = fault; at >= 0; at = firstHalf(text, at + 1)) {
      mended.setCharAt(at, REPLACEMENT);
    }
    return mended.toString();
  }

  /**
   * The place of the first half from a place on, which must not stand within a pair; -1 if none.
   */
  private static int firstHalf(String text, int from) {
    int length = text.length();
    for (int i = from; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < length
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /**
   * The value with all its names and texts put right; the same one if there is nothing to do. Of
   * two members whose names become equal the last counts.
   */
  static Object value(Object value) {
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof JsonArray array) {
      return array(array);
    }
    return value instanceof JsonObject object ? object(object) : value;
  }

  private static JsonArray array(JsonArray array) {
    JsonArray mended = new JsonArray(array.size());
    boolean any = false;
    for (Object item : array) {
      Object well = value(item);
      any |= well != item;
      mended.add(well);
    }
    return any ? mended : array;
  }

  private static JsonObject object(JsonObject object) {
    JsonObject mended = new JsonObject(object.size());
    boolean any = false;
    for (int i = 0; i < object.size(); i++) {
      String name = text(object.nameAt(i));
      Object well = value(object.valueAt(i));
      any |= well != object.valueAt(i) || !name.equals(object.nameAt(i));
      mended.put(name, well);
    }
    return any ? mended : object;
  }
}
