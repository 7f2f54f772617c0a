package io.segmentinsider.record;

import java.util.Arrays;

/**
 * One entry of a user object's {@code events} as ready-made JSON. Entries of one order say much
 * that is the same; such text is held once, and each entry keeps only where it belongs.
 */
public final class EventEntry {

  private static final byte[] NOTHING = new byte[0];
  private static final int[] NO_CUTS = new int[0];

  /** A cut is a place in the entry's own text, and from where to where the shared text goes. */
  static final int CUT_SIZE = 3;

  private final String name;
  private final byte[] own;
  private final byte[] shared;
  private final int[] cuts;
  private final int size;

  /**
   * An entry that shares nothing.
   *
   * @param name the {@code event_name} in it
   * @param json the whole entry as UTF-8 JSON text; never modified
   */
  public EventEntry(String name, byte[] json) {
    this(name, json, NOTHING, NO_CUTS);
  }

  /**
   * An entry with pieces of a text that it shares.
   *
   * @param name the {@code event_name} in it
   * @param own its own text; never modified
   * @param shared the same array for all entries that share it; never modified
   * @param cuts three numbers for each piece, in order: a place in the own text, and from where to
   *     where the shared text stands there; never modified
   */
  public EventEntry(String name, byte[] own, byte[] shared, int[] cuts) {
    this.name = name;
    this.own = own;
    this.shared = shared;
    this.cuts = cuts;
    int total = own.length;
    for (int i = 0; i < cuts.length; i += CUT_SIZE) {
      total = Math.addExact(total, cuts[i + 2] - cuts[i + 1]);
    }
    this.size = total;
  }

  /** Takes the text of an entry piece by piece. */
  @FunctionalInterface
  public interface Pieces {

    /** The next bytes of it. */
    void take(byte[] bytes, int from, int to);
  }

  /** The {@code event_name} in it. */
  public String name() {
    return name;
  }

  /** The bytes of the whole entry. */
  public int sizeInBytes() {
    return size;
  }

  /** The whole entry as UTF-8 JSON text, put together anew unless nothing is shared. */
  public byte[] json() {
    if (cuts.length == 0) {
      return own;
    }
    byte[] json = new byte[size];
    int[] end = new int[1];
    forEachPiece(
        (bytes, from, to) -> {
          System.arraycopy(bytes, from, json, end[0], to - from);
          end[0] += to - from;
        });
    return json;
  }

  /** Hands out the whole entry without putting it together. */
  public void forEachPiece(Pieces pieces) {
    int at = 0;
    for (int i = 0; i < cuts.length; i += CUT_SIZE) {
      pieces.take(own, at, cuts[i]);
      pieces.take(shared, cuts[i + 1], cuts[i + 2]);
      at = cuts[i];
    }
    pieces.take(own, at, own.length);
  }

  byte[] own() {
    return own;
  }

  /** Empty if nothing is shared. */
  byte[] shared() {
    return shared;
  }

  int[] cuts() {
    return cuts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventEntry that
        && name.equals(that.name)
        && Arrays.equals(json(), that.json());
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + size;
  }

  /** Names the event only: its parameters may be personal data. */
  @Override
  public String toString() {
    return name;
  }
}
