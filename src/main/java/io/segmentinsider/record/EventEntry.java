package io.segmentinsider.record;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataOutputView;

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
  private final int from;
  private final int to;
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
    this(name, json, 0, json.length);
  }

  /**
   * An entry that shares nothing and stands among other bytes.
   *
   * @param name the {@code event_name} in it
   * @param bytes hold the whole entry as UTF-8 JSON text; never modified
   * @param from where it begins
   * @param to where it ends
   */
  EventEntry(String name, byte[] bytes, int from, int to) {
    this(name, bytes, from, to, NOTHING, NO_CUTS);
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
    this(name, own, 0, own.length, shared, cuts);
  }

  private EventEntry(String name, byte[] own, int from, int to, byte[] shared, int[] cuts) {
    this.name = name;
    this.own = own;
    this.from = from;
    this.to = to;
    this.shared = shared;
    this.cuts = cuts;
    int total = to - from;
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

  /** The whole entry as UTF-8 JSON text, put together anew unless it has an array of its own. */
  public byte[] json() {
    if (cuts.length == 0 && size == own.length) {
      return own;
    }
    byte[] json = new byte[size];
    int[] end = new int[1];
    forEachPiece(
        (bytes, start, stop) -> {
          System.arraycopy(bytes, start, json, end[0], stop - start);
          end[0] += stop - start;
        });
    return json;
  }

  /** Hands out the whole entry without putting it together. */
  public void forEachPiece(Pieces pieces) {
    int at = from;
    for (int i = 0; i < cuts.length; i += CUT_SIZE) {
      pieces.take(own, at, from + cuts[i]);
      pieces.take(shared, cuts[i + 1], cuts[i + 2]);
      at = from + cuts[i];
    }
    pieces.take(own, at, to);
  }

  /** Writes its own text as an array. */
  void writeOwn(DataOutputView out) throws IOException {
    BinaryFields.writeCount(out, to - from);
    out.write(own, from, to - from);
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
