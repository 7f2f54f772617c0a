package io.segmentinsider.profile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is remembered of one owner: the number of the last update, which identifiers were sent, and
 * what was sent of each attribute and when. Immutable; values stand in it as hashes.
 *
 * @param sequence number of the owner's last update
 * @param touchedAt when the owner was last seen, epoch milliseconds of the job's clock, to the day:
 *     the time to live counts from here
 * @param identifiers hashes of the identifiers that were sent for this owner; never modified
 * @param attributes what was sent of each attribute
 */
public record ProfileState(
    long sequence, long touchedAt, long[] identifiers, SentAttributes attributes) {

  private static final long DAY_MS = 86_400_000;
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** An owner that was never seen. */
  static final ProfileState UNKNOWN = new ProfileState(0, 0, new long[0], SentAttributes.NONE);

  ProfileState withSequence(long number) {
    return new ProfileState(number, touchedAt, identifiers, attributes);
  }

  ProfileState touched(long now) {
    return now < touchedAt + DAY_MS
        ? this
        : new ProfileState(sequence, now, identifiers, attributes);
  }

  /** FNV-1a over 64 bits: equal text gives the same hash on every machine and release. */
  static long hash(byte[] bytes) {
    return hash(FNV_START, bytes);
  }

  /** {@link #hash(byte[])} of the UTF-8 form of a text. */
  static long hash(String text) {
    return hash(FNV_START, text);
  }

  /** {@link #hash(String)} of a letter with a text behind it. */
  static long hash(char ascii, String text) {
    return hash((FNV_START ^ ascii) * FNV_PRIME, text);
  }

  private static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return hash(start, text.getBytes(StandardCharsets.UTF_8));
      }
      hash = (hash ^ c) * FNV_PRIME;
    }
    return hash;
  }

  private static long hash(long start, byte[] bytes) {
    long hash = start;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProfileState that
        && sequence == that.sequence
        && touchedAt == that.touchedAt
        && Arrays.equals(identifiers, that.identifiers)
        && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sequence) + 31 * Arrays.hashCode(identifiers);
  }

  @Override
  public String toString() {
    return "ProfileState["
        + sequence
        + ", "
        + identifiers.length
        + " identifiers, "
        + attributes.size()
        + " attributes]";
  }
}
