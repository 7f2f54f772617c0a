package io.segmentinsider.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.annotation.Nullable;

/**
 * Prints values as {@code JSON.stringify} does: no white space, numbers in JavaScript's form, NaN
 * and infinities as {@code null}, lone surrogates escaped, members without a value left out.
 *
 * <p>The bytes depend on the value alone, so the same event always gives the same request.
 */
public final class JsonWriter {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  /** The most bytes that one UTF-16 unit takes: a backslash, a u and four digits. */
  private static final int MAX_BYTES_PER_CHAR = 6;

  private final Order order;
  private byte[] buffer = new byte[512];
  private int length;

  private JsonWriter(Order order) {
    this.order = order;
  }

  /** In which order the members of an object are printed. */
  private enum Order {
    INSERTION,
    JAVASCRIPT,
    SORTED
  }

  /** UTF-8 text with members in the order in which they were put. */
  public static byte[] write(@Nullable Object value) {
    return bytes(value, Order.INSERTION);
  }

  /** As {@link #write}, as a string. */
  public static String text(@Nullable Object value) {
    return string(value, Order.INSERTION);
  }

  /** As {@link #text} with members in {@link JavaScriptOrder}. */
  public static String javaScriptText(@Nullable Object value) {
    return string(value, Order.JAVASCRIPT);
  }

  /**
   * UTF-8 text with members sorted by UTF-16 units (RFC 8785), so that equal values give equal
   * bytes: the input of digests.
   */
  public static byte[] canonical(@Nullable Object value) {
    return bytes(value, Order.SORTED);
  }

  private static byte[] bytes(@Nullable Object value, Order order) {
    JsonWriter writer = new JsonWriter(order);
    writer.value(value);
    return Arrays.copyOf(writer.buffer, writer.length);
  }

  private static String string(@Nullable Object value, Order order) {
    JsonWriter writer = new JsonWriter(order);
    writer.value(value);
    return new String(writer.buffer, 0, writer.length, StandardCharsets.UTF_8);
  }

  private void value(@Nullable Object value) {
    if (value instanceof String text) {
      quoted(text);
    } else if (value instanceof JsonObject object) {
      object(object);
    } else if (value instanceof JsonArray array) {
      array(array);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof Boolean flag) {
      raw(flag ? TRUE : FALSE);
    } else if (value == null || value == JsonNull.NULL) {
      raw(NULL);
    } else {
      throw new IllegalArgumentException("Not a JSON value: " + value.getClass().getName());
    }
  }

  private void object(JsonObject object) {
    one('{');
    boolean first = true;
    int[] places =
        switch (order) {
          case INSERTION -> null;
          case JAVASCRIPT -> JavaScriptOrder.places(object);
          case SORTED -> JavaScriptOrder.sortedPlaces(object);
        };
    for (int i = 0; i < object.size(); i++) {
      int place = places == null ? i : places[i];
      Object value = object.valueAt(place);
      if (value != null) {
        if (!first) {
          one(',');
        }
        first = false;
        quoted(object.nameAt(place));
        one(':');
        value(value);
      }
    }
    one('}');
  }

  private void array(JsonArray array) {
    one('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        one(',');
      }
      value(array.get(i));
    }
    one(']');
  }

  private void number(Number number) {
    if (number instanceof Double value && !Double.isFinite(value)) {
      raw(NULL);
    } else {
      ascii(JsonNumbers.text(number));
    }
  }

  private void ascii(String text) {
    int size = text.length();
    reserve(size);
    for (int i = 0; i < size; i++) {
      buffer[length++] = (byte) text.charAt(i);
    }
  }

  private void quoted(String text) {
    int size = text.length();
    reserve(size + 2);
    buffer[length++] = '"';
    int i = 0;
    int at = length;
    byte[] target = buffer;
    while (i < size) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
        break;
      }
      target[at++] = (byte) c;
      i++;
    }
    length = at;
    if (i < size) {
      escaped(text, i);
    }
    one('"');
  }

  private void escaped(String text, int from) {
    int size = text.length();
    reserve(Math.multiplyExact(size - from, MAX_BYTES_PER_CHAR));
    for (int i = from; i < size; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        asciiChar(c);
      } else if (c < 0x800) {
        buffer[length++] = (byte) (0xC0 | (c >> 6));
        buffer[length++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        buffer[length++] = (byte) (0xE0 | (c >> 12));
        buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        buffer[length++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < size
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        buffer[length++] = (byte) (0xF0 | (point >> 18));
        buffer[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        buffer[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        buffer[length++] = (byte) (0x80 | (point & 0x3F));
      } else {
        unicodeEscape(c);
      }
    }
  }

  private void asciiChar(char c) {
    switch (c) {
      case '"', '\\' -> shortEscape(c);
      case '\b' -> shortEscape('b');
      case '\t' -> shortEscape('t');
      case '\n' -> shortEscape('n');
      case '\f' -> shortEscape('f');
      case '\r' -> shortEscape('r');
      default -> {
        if (c < ' ') {
          unicodeEscape(c);
        } else {
          buffer[length++] = (byte) c;
        }
      }
    }
  }

  private void shortEscape(char c) {
    buffer[length++] = '\\';
    buffer[length++] = (byte) c;
  }

  private void unicodeEscape(char c) {
    buffer[length++] = '\\';
    buffer[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      buffer[length++] = HEX[(c >> shift) & 0xF];
    }
  }

  private void one(char c) {
    reserve(1);
    buffer[length++] = (byte) c;
  }

  private void raw(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void reserve(int more) {
    int needed = Math.addExact(length, more);
    if (needed > buffer.length) {
      buffer =
          Arrays.copyOf(
              buffer, (int) Math.max(needed, Math.min(2L * buffer.length, Integer.MAX_VALUE - 8)));
    }
  }
}
