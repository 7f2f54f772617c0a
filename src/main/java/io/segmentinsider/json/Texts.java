package io.segmentinsider.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Texts without escapes, where they stand in JSON that was found to be right. */
final class Texts {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long EQUALS = '=' * ONES;
  private static final long PERCENTS = '%' * ONES;
  private static final long ATS = '@' * ONES;

  private Texts() {}

  /**
   * What a text says.
   *
   * @param from its first byte
   * @param end the one behind its last; the complement of that if it is not ASCII
   */
  static String decoded(byte[] json, int from, int end) {
    return end >= 0
        ? new String(json, from, end - from, StandardCharsets.ISO_8859_1)
        : new String(json, from, ~end - from, StandardCharsets.UTF_8);
  }

  /** Whether a text is what {@link TextSlice} holds. */
  static boolean isPlain(byte[] json, int from, int end) {
    if (end <= from || json[from] == ' ' || json[end - 1] == ' ') {
      return false;
    }
    int i = from;
    while (i + Long.BYTES <= end) {
      long eight = (long) EIGHT.get(json, i);
      if ((zeros(eight ^ EQUALS) | zeros(eight ^ PERCENTS) | zeros(eight ^ ATS)) != 0) {
        return false;
      }
      i += Long.BYTES;
    }
    while (i < end && json[i] != '=' && json[i] != '%' && json[i] != '@') {
      i++;
    }
    return i == end;
  }

  /** Not zero if one of eight ASCII characters is zero. */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGH_BITS;
  }
}
