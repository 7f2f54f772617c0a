package io.segmentinsider.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that bytes are UTF-8 as the Unicode standard defines it (table 3-7): no overlong forms, no
 * encoded surrogates, nothing above U+10FFFF. Jackson decodes all three without complaint.
 */
final class Utf8 {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** The offset of the first byte that is not well-formed, or -1. */
  static int firstFault(byte[] bytes) {
    return firstFault(bytes, 0, bytes.length);
  }

  /** The offset of the first byte from a place up to before another that is not well-formed. */
  static int firstFault(byte[] bytes, int from, int length) {
    int at = from;
    while (at < length) {
      while (at + Long.BYTES <= length && ((long) EIGHT.get(bytes, at) & HIGH_BITS) == 0) {
        at += Long.BYTES;
      }
      if (at == length) {
        return -1;
      }
      int width = width(bytes, at, length);
      if (width == 0) {
        return at;
      }
      at += width;
    }
    return -1;
  }

  private static int width(byte[] bytes, int at, int length) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    }
    int width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (at + width > length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = 2; i < width; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return width;
  }
}
