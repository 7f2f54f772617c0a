package io.segmentinsider.record;

import java.nio.charset.StandardCharsets;

/** FNV-1a over 64 bits: equal text gives the same hash on every machine and release. */
public final class Fnv1a {

  /** The hash of nothing. */
  public static final long START = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private Fnv1a() {}

  /** The hash of bytes. */
  public static long hash(byte[] bytes) {
    return hash(START, bytes);
  }

  /** The hash of the UTF-8 form of a text. */
  public static long hash(String text) {
    return hash(START, text);
  }

  /** {@link #hash(String)} of a letter with a text behind it. */
  public static long hash(char ascii, String text) {
    return hash(next(START, ascii), text);
  }

  /** The hash of what a hash is of, with one byte, or unit of text, behind it. */
  public static long next(long hash, int unit) {
    return (hash ^ unit) * PRIME;
  }

  private static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return hash(start, text.getBytes(StandardCharsets.UTF_8));
      }
      hash = next(hash, c);
    }
    return hash;
  }

  private static long hash(long start, byte[] bytes) {
    long hash = start;
    for (byte b : bytes) {
      hash = next(hash, b & 0xff);
    }
    return hash;
  }
}
