package io.segmentinsider.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * The names of an object's members, in their order. Objects that were read with the same {@link
 * KnownNames} share them where they have the same names, as events of one kind nearly always do:
 * what was found out about the names of one object holds for the next.
 */
public final class JsonNames {

  /** So many lists are looked through one by one. */
  private static final int MOST_LOOKED_THROUGH = 8;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] UNUSUAL = {};

  @Nullable private final KnownNames known;
  @Nullable private final JsonNames before;
  private final String last;

  /** The last name as it nearly always stands in a text, with its quotes; empty for some. */
  private final byte[] written;

  /** The first eight bytes of it. */
  private final long head;

  private final int size;
  private final int number;

  /** The list that followed last. */
  @Nullable private JsonNames next;

  /** The first lists with one name more. */
  private JsonNames[] longer = {};

  /** The others by that name; null if there are none. */
  @Nullable private Map<String, JsonNames> byName;

  @Nullable private Places places;

  /** All names, if they are shared with no other object. */
  @Nullable private String[] own;

  /**
   * One of 64 bits, by the upper ones of the hash times the golden ratio: they depend on all of it.
   * Of a name whose bit is not among those of a list the list need not be asked.
   */
  public static long bit(String name) {
    return 1L << ((name.hashCode() * 0x9E3779B9) >>> 26);
  }

  private JsonNames(
      @Nullable KnownNames known, @Nullable JsonNames before, String last, int size, int number) {
    this.known = known;
    this.before = before;
    this.last = last;
    this.written = written(last);
    this.head = written.length < Long.BYTES ? 0 : (long) EIGHT.get(written, 0);
    this.size = size;
    this.number = number;
  }

  /** The names of an object without members. */
  static JsonNames none(KnownNames known) {
    return new JsonNames(known, null, "", 0, 0);
  }

  /** The names of one object, shared with no other. */
  static JsonNames of(String[] names, int size) {
    JsonNames own = new JsonNames(null, null, "", size, 0);
    own.own = names;
    return own;
  }

  private static byte[] written(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
        return UNUSUAL;
      }
    }
    return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * These names and the one that stands in a text.
   *
   * @param from where its first quote stands
   * @return null if it was not read behind these before
   */
  @Nullable
  JsonNames readFrom(byte[] text, int from) {
    if (next != null && next.lastStandsAt(text, from)) {
      return next;
    }
    for (JsonNames one : longer) {
      if (one.lastStandsAt(text, from)) {
        next = one;
        return next;
      }
    }
    return null;
  }

  /** Names are short: two looks at eight bytes each, which may overlap, tell most of them apart. */
  private boolean lastStandsAt(byte[] text, int from) {
    int width = written.length;
    if (width < Long.BYTES) {
      return width > 0
          && from + width <= text.length
          && Arrays.equals(text, from, from + width, written, 0, width);
    }
    int tail = width - Long.BYTES;
    return from + width <= text.length
        && (long) EIGHT.get(text, from) == head
        && (long) EIGHT.get(text, from + tail) == (long) EIGHT.get(written, tail)
        && (width <= 2 * Long.BYTES
            || Arrays.equals(text, from + 8, from + tail, written, 8, tail));
  }

  /** Bytes of the last name with its quotes. */
  int widthOfLast() {
    return written.length;
  }

  /** These names and another one; null if it is among them, or if no more are remembered. */
  @Nullable
  JsonNames with(String name) {
    JsonNames found = byName == null ? null : byName.get(name);
    for (int i = 0; i < longer.length && found == null; i++) {
      found = longer[i].last.equals(name) ? longer[i] : null;
    }
    next = found == null ? added(name) : found;
    return next;
  }

  @Nullable
  private JsonNames added(String name) {
    int newNumber = known == null || has(name) ? 0 : known.numberFor(size + 1, name);
    if (newNumber == 0) {
      return null;
    }
    JsonNames added = new JsonNames(known, this, name.intern(), size + 1, newNumber);
    if (longer.length < MOST_LOOKED_THROUGH) {
      longer = Arrays.copyOf(longer, longer.length + 1);
      longer[longer.length - 1] = added;
    } else {
      if (byName == null) {
        byName = new HashMap<>();
      }
      byName.put(name, added);
    }
    return added;
  }

  private boolean has(String name) {
    for (JsonNames at = this; at.before != null; at = at.before) {
      if (at.last.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /**
   * The name at a place, counted from 0.
   *
   * @throws IndexOutOfBoundsException if there is no such place
   */
  public String at(int place) {
    String[] names = own == null ? places().names : own;
    return names[Objects.checkIndex(place, size)];
  }

  /** Where one of names that are shared stands; negative if it does not. */
  int place(String name) {
    return places().of(name);
  }

  /** A copy that is longer by some places. */
  String[] copy(int more) {
    String[] copy = new String[size + more];
    System.arraycopy(places().names, 0, copy, 0, size);
    return copy;
  }

  /** Whether other objects may have these same names. */
  boolean areShared() {
    return known != null;
  }

  /** Tells these names from others of the same {@link KnownNames}, from 0 on without gaps. */
  int number() {
    return number;
  }

  private Places places() {
    Places found = places;
    if (found == null) {
      String[] names = new String[size];
      JsonNames at = this;
      for (int i = size - 1; i >= 0; i--) {
        names[i] = at.last;
        at = at.before;
      }
      found = new Places(names, size);
      places = found;
    }
    return found;
  }

  /**
   * All names, and a table in which each is found by its hash. Names that somebody chose for their
   * hash would make it slow, so it is made of shared names alone, which are few.
   */
  private static final class Places {

    private final String[] names;
    private final int[] table;
    private final int shift;

    Places(String[] names, int size) {
      this.names = names;
      int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * size + 1);
      this.table = new int[1 << bits];
      this.shift = Integer.SIZE - bits;
      for (int i = 0; i < size; i++) {
        int at = start(names[i]);
        while (table[at] != 0) {
          at = next(at);
        }
        table[at] = i + 1;
      }
    }

    @SuppressWarnings("ReferenceEquality")
    int of(String name) {
      int at = start(name);
      int found = table[at];
      while (found != 0) {
        String one = names[found - 1];
        if (one == name || (one.hashCode() == name.hashCode() && one.equals(name))) {
          return found - 1;
        }
        at = next(at);
        found = table[at];
      }
      return -1;
    }

    /** The upper bits of the hash times the golden ratio depend on all of it. */
    private int start(String name) {
      return (name.hashCode() * 0x9E3779B9) >>> shift;
    }

    private int next(int at) {
      return (at + 1) & (table.length - 1);
    }
  }
}
