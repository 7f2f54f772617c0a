package io.segmentinsider.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through JSON text for what only an escape can bring into it. */
final class Escapes {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long BACKSLASHES = '\\' * ONES;

  private Escapes() {}

  /** Whether any surrogate is escaped: text without one holds no half of a pair. */
  static boolean mayHoldHalves(byte[] utf8) {
    int length = utf8.length;
    int at = 0;
    while (at < length) {
      while (at + Long.BYTES <= length && !holdsBackslash((long) EIGHT.get(utf8, at))) {
        at += Long.BYTES;
      }
      while (at < length && utf8[at] != '\\') {
        at++;
      }
      if (at + 3 < length && utf8[at + 1] == 'u' && isSurrogate(utf8[at + 2], utf8[at + 3])) {
        return true;
      }
      at += 2;
    }
    return false;
  }

  /** A zero byte is the only one that loses its high bit's absence by taking one away. */
  private static boolean holdsBackslash(long eight) {
    long zeros = eight ^ BACKSLASHES;
    return ((zeros - ONES) & ~zeros & HIGH_BITS) != 0;
  }

  /** Surrogates are U+D800 to U+DFFF. */
  private static boolean isSurrogate(byte first, byte second) {
    return (first == 'd' || first == 'D') && Character.digit(second, 16) >= 8;
  }
}
