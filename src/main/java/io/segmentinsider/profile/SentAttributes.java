package io.segmentinsider.profile;

import java.util.Arrays;

/**
 * What was last sent of each attribute of one owner. Immutable. Names and values stand in it as
 * hashes; what attributes of one event have in common stands in it once, as their origin: a known
 * user with a dozen attributes has two or three origins.
 */
public final class SentAttributes {

  /** Nothing was sent yet. */
  public static final SentAttributes NONE =
      new SentAttributes(new int[0], new long[0], new short[0], new long[0]);

  private static final int EVENT_TIME = 0;
  private static final int TIE_BREAK = 1;
  private static final int SENT_TIME = 2;
  private static final int SENT_UNDER = 3;

  /** Event time, tie-break, sent time and what it was sent under, in this order. */
  static final int ORIGIN_FIELDS = 4;

  private final int[] names;
  private final long[] values;
  private final short[] originOf;
  private final long[] origins;

  /** Takes the arrays as they are; nobody changes them afterwards. */
  SentAttributes(int[] names, long[] values, short[] originOf, long[] origins) {
    this.names = names;
    this.values = values;
    this.originOf = originOf;
    this.origins = origins;
  }

  /** How many attributes there are. */
  public int size() {
    return names.length;
  }

  /** How many origins there are. */
  int originCount() {
    return origins.length / ORIGIN_FIELDS;
  }

  /**
   * The name of an attribute as it is kept here. An account has a few hundred names at most, so 32
   * bits tell them apart.
   */
  static int nameHash(long hash) {
    return Long.hashCode(hash);
  }

  /** The place of an attribute; -1 if it was never sent. */
  int indexOf(int name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }

  /** Hash of the name of the attribute at a place. */
  int name(int place) {
    return names[place];
  }

  /** Hash of the JSON value that was last sent. */
  long value(int place) {
    return values[place];
  }

  /** The origin of the attribute at a place. */
  int originOf(int place) {
    return originOf[place];
  }

  /** When the event happened that gave the value, epoch milliseconds. */
  long eventTime(int origin) {
    return origins[origin * ORIGIN_FIELDS + EVENT_TIME];
  }

  /** What settles a tie of times. */
  long tieBreak(int origin) {
    return origins[origin * ORIGIN_FIELDS + TIE_BREAK];
  }

  /** Kafka timestamp of the update with which the value was last sent, epoch milliseconds. */
  long sentTime(int origin) {
    return origins[origin * ORIGIN_FIELDS + SENT_TIME];
  }

  /** Under what the value was last sent: see {@link SentUnder}. */
  long sentUnder(int origin) {
    return origins[origin * ORIGIN_FIELDS + SENT_UNDER];
  }

  /** A copy to be changed, with room for so many new attributes. */
  public Editor edit(int newAttributes) {
    return new Editor(this, newAttributes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SentAttributes that
        && Arrays.equals(names, that.names)
        && Arrays.equals(values, that.values)
        && Arrays.equals(originOf, that.originOf)
        && Arrays.equals(origins, that.origins);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "SentAttributes[" + names.length + ", " + originCount() + " origins]";
  }

  /** Attributes that are being changed; for use by one thread, once. */
  public static final class Editor {

    private final int[] names;
    private final long[] values;
    private final short[] originOf;
    private long[] origins;
    private int size;
    private int originCount;

    private Editor(SentAttributes from, int newAttributes) {
      int room = from.size() + newAttributes;
      names = Arrays.copyOf(from.names, room);
      values = Arrays.copyOf(from.values, room);
      originOf = Arrays.copyOf(from.originOf, room);
      origins = Arrays.copyOf(from.origins, from.origins.length + 2 * ORIGIN_FIELDS);
      size = from.size();
      originCount = from.originCount();
    }

    /**
     * The place of an origin, which is added if it is not there yet.
     *
     * @param eventTime epoch milliseconds
     * @param tieBreak settles a tie of times
     * @param sentTime epoch milliseconds
     * @param sentUnder of {@link SentUnder}
     */
    public int origin(long eventTime, long tieBreak, long sentTime, long sentUnder) {
      for (int i = 0; i < originCount; i++) {
        int at = i * ORIGIN_FIELDS;
        if (origins[at + EVENT_TIME] == eventTime
            && origins[at + TIE_BREAK] == tieBreak
            && origins[at + SENT_TIME] == sentTime
            && origins[at + SENT_UNDER] == sentUnder) {
          return i;
        }
      }
      int at = originCount * ORIGIN_FIELDS;
      if (at == origins.length) {
        origins = Arrays.copyOf(origins, 2 * at);
      }
      origins[at + EVENT_TIME] = eventTime;
      origins[at + TIE_BREAK] = tieBreak;
      origins[at + SENT_TIME] = sentTime;
      origins[at + SENT_UNDER] = sentUnder;
      return originCount++;
    }

    /** Sets the attribute at a place. */
    void set(int place, long value, int origin) {
      values[place] = value;
      originOf[place] = (short) origin;
    }

    /** Adds an attribute that is not there yet. */
    public Editor add(int name, long value, int origin) {
      names[size] = name;
      set(size, value, origin);
      size++;
      return this;
    }

    /** The result, without origins that no attribute has any more. */
    public SentAttributes done() {
      int[] newPlaces = new int[originCount];
      for (int i = 0; i < size; i++) {
        newPlaces[originOf[i]] = 1;
      }
      int kept = 0;
      for (int i = 0; i < originCount; i++) {
        if (newPlaces[i] == 1) {
          System.arraycopy(
              origins, i * ORIGIN_FIELDS, origins, kept * ORIGIN_FIELDS, ORIGIN_FIELDS);
          newPlaces[i] = kept++;
        }
      }
      for (int i = 0; i < size; i++) {
        originOf[i] = (short) newPlaces[originOf[i]];
      }
      return new SentAttributes(
          size == names.length ? names : Arrays.copyOf(names, size),
          size == values.length ? values : Arrays.copyOf(values, size),
          size == originOf.length ? originOf : Arrays.copyOf(originOf, size),
          Arrays.copyOf(origins, kept * ORIGIN_FIELDS));
    }
  }
}
