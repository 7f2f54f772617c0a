package io.segmentinsider.json;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * Bytes of JSON under construction, as {@code JSON.stringify} prints it: no white space, numbers in
 * JavaScript's form, NaN and infinities as {@code null}, lone surrogates escaped, members without a
 * value left out. It is made to be used again: {@link #clear()} keeps the memory.
 */
public final class JsonBuffer {

  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  /** A backslash, a u and four digits. */
  private static final int MAX_BYTES_PER_CHAR = 6;

  /** Of what a single large event needed, this much is kept for the next one. */
  private static final int KEPT_CAPACITY = 1 << 16;

  private byte[] bytes;
  private int size;

  private final Order order;

  /** In which order the members of an object are printed. */
  enum Order {
    INSERTION,
    JAVASCRIPT,
    SORTED
  }

  /** An empty buffer with room for that many bytes; members stand in the order of their object. */
  public JsonBuffer(int capacity) {
    this(capacity, Order.INSERTION);
  }

  JsonBuffer(int capacity, Order order) {
    this.bytes = new byte[capacity];
    this.order = order;
  }

  /** Number of bytes in it. */
  public int size() {
    return size;
  }

  /** Takes everything out. */
  public void clear() {
    size = 0;
    if (bytes.length > KEPT_CAPACITY) {
      bytes = new byte[KEPT_CAPACITY];
    }
  }

  /** A hash of what is in it. */
  public int contentHash() {
    int hash = 1;
    for (int i = 0; i < size; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** One of the bytes in it. */
  public byte byteAt(int place) {
    return bytes[Objects.checkIndex(place, size)];
  }

  /** Writes a part of it. */
  public void writeTo(DataOutput out, int from, int to) throws IOException {
    out.write(bytes, from, to - from);
  }

  /** A copy of what is in it. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Appends JSON text that is ready, of ASCII characters only. */
  public JsonBuffer ascii(String json) {
    int length = json.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) json.charAt(i);
    }
    return this;
  }

  /** Appends JSON that is ready. */
  public JsonBuffer json(byte[] json) {
    reserve(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
    return this;
  }

  /** Appends a part of JSON that is ready. */
  public JsonBuffer json(byte[] json, int from, int to) {
    reserve(to - from);
    System.arraycopy(json, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  /** Appends a part of another buffer. */
  public JsonBuffer json(JsonBuffer other, int from, int to) {
    reserve(to - from);
    System.arraycopy(other.bytes, from, bytes, size, to - from);
    size += to - from;
    return this;
  }

  /**
   * Appends a value: one of those that the package lists, or a {@link TextSlice}; null, a place
   * without a value, as {@code null}.
   */
  public JsonBuffer value(@Nullable Object value) {
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof TextSlice slice) {
      slice.appendTo(this);
      return this;
    }
    if (value instanceof Long number) {
      return integer(number);
    }
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? ascii(JsonNumbers.text(number)) : json(NULL);
    }
    if (value instanceof JsonObject object) {
      return object(object);
    }
    if (value instanceof JsonArray array) {
      return array(array);
    }
    if (value instanceof Boolean bool) {
      return json(bool ? TRUE : FALSE);
    }
    if (value == null || value == JsonNull.NULL) {
      return json(NULL);
    }
    throw new IllegalArgumentException("Not a JSON value: " + value.getClass().getName());
  }

  /** Appends a text in quotes. */
  public JsonBuffer text(String text) {
    int length = text.length();
    reserve(length + 2);
    byte[] target = bytes;
    int at = size;
    target[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\') {
        size = at;
        return rest(text, i);
      }
      target[at++] = (byte) c;
    }
    target[at++] = '"';
    size = at;
    return this;
  }

  /** Appends an integer. */
  public JsonBuffer integer(long number) {
    if (number >= 0 && number < 10) {
      reserve(1);
      bytes[size++] = (byte) ('0' + number);
      return this;
    }
    return ascii(Long.toString(number));
  }

  private JsonBuffer rest(String text, int from) {
    int length = text.length();
    reserve(Math.addExact(Math.multiplyExact(length - from, MAX_BYTES_PER_CHAR), 1));
    for (int i = from; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (c < 0x20 || c == '"' || c == '\\') {
          escaped(c);
        } else {
          bytes[size++] = (byte) c;
        }
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        supplementary(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        nonAscii(c);
      }
    }
    bytes[size++] = '"';
    return this;
  }

  private void escaped(char c) {
    bytes[size++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[size++] = (byte) c;
      case '\n' -> bytes[size++] = 'n';
      case '\r' -> bytes[size++] = 'r';
      case '\t' -> bytes[size++] = 't';
      case '\b' -> bytes[size++] = 'b';
      case '\f' -> bytes[size++] = 'f';
      default -> unicode(c);
    }
  }

  private void nonAscii(char c) {
    if (Character.isSurrogate(c)) {
      bytes[size++] = '\\';
      unicode(c);
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | (c >> 6));
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    } else {
      bytes[size++] = (byte) (0xE0 | (c >> 12));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      bytes[size++] = (byte) (0x80 | (c & 0x3F));
    }
  }

  private void supplementary(int codePoint) {
    bytes[size++] = (byte) (0xF0 | (codePoint >> 18));
    bytes[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
    bytes[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    bytes[size++] = (byte) (0x80 | (codePoint & 0x3F));
  }

  private void unicode(char c) {
    bytes[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[size++] = (byte) Character.forDigit((c >> shift) & 0xF, 16);
    }
  }

  private JsonBuffer array(JsonArray array) {
    one('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        one(',');
      }
      value(array.get(i));
    }
    return one(']');
  }

  private JsonBuffer object(JsonObject object) {
    one('{');
    int[] places =
        switch (order) {
          case INSERTION -> null;
          case JAVASCRIPT -> JavaScriptOrder.places(object);
          case SORTED -> JavaScriptOrder.sortedPlaces(object);
        };
    boolean first = true;
    for (int i = 0; i < object.size(); i++) {
      int place = places == null ? i : places[i];
      Object value = object.valueAt(place);
      if (value != null) {
        if (!first) {
          one(',');
        }
        first = false;
        text(object.nameAt(place)).one(':').value(value);
      }
    }
    return one('}');
  }

  private JsonBuffer one(char c) {
    reserve(1);
    bytes[size++] = (byte) c;
    return this;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
    }
  }
}
