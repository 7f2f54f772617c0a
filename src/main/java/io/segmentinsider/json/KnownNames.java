package io.segmentinsider.json;

/**
 * The names of objects that were read before. Whoever reads many events keeps one of it; it is for
 * one thread. Names come from outside, so it holds a bounded number of them: objects with others
 * are read as well, and share nothing.
 */
public final class KnownNames {

  /** Enough for any tracking plan; about a megabyte. */
  static final int MOST = 8_192;

  private static final int MOST_MEMBERS = 64;
  private static final int LONGEST_NAME = 100;

  private final JsonNames none = JsonNames.none(this);
  private final ByteReading reading = new ByteReading(this);
  private int count = 1;

  /** Reads texts whose objects have these names. */
  ByteReading reading() {
    return reading;
  }

  /** The names of an object without members. */
  JsonNames none() {
    return none;
  }

  /**
   * The number of a new list of names; 0 if it is not remembered.
   *
   * @param members names in it
   * @param last the last one
   */
  int numberFor(int members, String last) {
    boolean isUsual = members <= MOST_MEMBERS && last.length() <= LONGEST_NAME;
    return isUsual && count < MOST ? count++ : 0;
  }
}
