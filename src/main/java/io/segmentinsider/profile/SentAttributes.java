package io.segmentinsider.profile;

import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.Fnv1a;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What was last sent of each attribute of one owner. Immutable. Names and values stand in it as
 * hashes of 64 bits; what attributes of one event have in common stands in it once, as their
 * origin: a known user with a dozen attributes has two or three origins.
 *
 * <p>Two names with one hash would be taken for one attribute. By chance that does not happen among
 * the names of an account. Whoever writes events of a user can make it happen to that user, and
 * gains nothing by it: the same event could write the other attribute itself.
 */
public final class SentAttributes {

  /** Nothing was sent yet. */
  public static final SentAttributes NONE =
      new SentAttributes(new long[0], new long[0], new int[0], List.of(), new long[0], List.of());

  /**
   * In place of the hash of a value that was sent as the only identifier of that name, and stands
   * among the identifiers: it would be the most of what is known of most people.
   */
  static final long AS_IDENTIFIER = 1;

  private final long[] names;
  private final long[] values;
  private final int[] originOf;
  private final List<Origin> origins;
  private final long[] weak;
  private final List<Dependents> dependents;

  /**
   * Takes the arrays as they are; nobody changes them afterwards.
   *
   * @param names in ascending order, none twice
   * @param weak those of the names whose value is weak, in ascending order
   */
  SentAttributes(
      long[] names,
      long[] values,
      int[] originOf,
      List<Origin> origins,
      long[] weak,
      List<Dependents> dependents) {
    this.names = names;
    this.values = values;
    this.originOf = originOf;
    this.origins = origins;
    this.weak = weak;
    this.dependents = dependents;
  }

  /**
   * What attributes have in common that were sent together.
   *
   * @param order of the event that gave the value
   * @param sentTime Kafka timestamp of the update with which the value was last sent, epoch
   *     milliseconds
   * @param sentUnder under what it was last sent: see {@link SentUnder}
   */
  public record Origin(EventOrder order, long sentTime, long sentUnder) {}

  /**
   * Custom attributes that end when the one that they belong to gets another value.
   *
   * @param key name of that one
   * @param names theirs
   */
  public record Dependents(String key, List<String> names) {

    /** Copies the names, so that nobody can change them. */
    public Dependents {
      names = List.copyOf(names);
    }
  }

  /** Stands for the name of an attribute. */
  static long hashOf(String name, boolean custom) {
    return Fnv1a.hash(custom ? 'c' : 'r', name);
  }

  /** How many attributes there are. */
  public int size() {
    return names.length;
  }

  /** All origins; each attribute has one of them. */
  List<Origin> origins() {
    return origins;
  }

  /** The place of an attribute; negative if it is not remembered. */
  int indexOf(long name) {
    return Arrays.binarySearch(names, name);
  }

  /** Hash of the name of the attribute at a place. */
  long name(int place) {
    return names[place];
  }

  /** Hash of the JSON value that was last sent. */
  long value(int place) {
    return values[place];
  }

  /** Which of the origins the attribute at a place has. */
  int originOf(int place) {
    return originOf[place];
  }

  /** The origin of the attribute at a place. */
  Origin origin(int place) {
    return origins.get(originOf[place]);
  }

  /** Whether the value at a place only stands in for what the person did not say. */
  boolean isWeak(int place) {
    return weak.length > 0 && Arrays.binarySearch(weak, names[place]) >= 0;
  }

  /** The names of those. */
  long[] weak() {
    return weak;
  }

  /** Which attributes belong to which, one entry for each that others belong to. */
  List<Dependents> dependents() {
    return dependents;
  }

  /** A copy to be changed. */
  public Editor edit() {
    return new Editor(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SentAttributes that
        && Arrays.equals(names, that.names)
        && Arrays.equals(values, that.values)
        && Arrays.equals(originOf, that.originOf)
        && origins.equals(that.origins)
        && Arrays.equals(weak, that.weak)
        && dependents.equals(that.dependents);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "SentAttributes[" + names.length + ", " + origins.size() + " origins]";
  }

  /** Attributes that are being changed; for use by one thread, once. */
  public static final class Editor {

    /** Equal origins are looked for among so many of the newest; more of one update are rare. */
    private static final int LOOKED_AT = 8;

    private final SentAttributes from;
    private final long[] values;
    private final int[] originOf;
    private final List<Origin> origins;
    private final List<Added> added = new ArrayList<>(0);
    private long[] weak;
    private List<Dependents> dependents;

    private Editor(SentAttributes from) {
      this.from = from;
      values = from.values.clone();
      originOf = from.originOf.clone();
      origins = new ArrayList<>(from.origins.size() + 2);
      origins.addAll(from.origins);
      weak = from.weak;
      dependents = from.dependents;
    }

    private record Added(long name, long value, int origin) {}

    /** How many attributes there are now. */
    int size() {
      return values.length + added.size();
    }

    /** The place of an origin, which is added if it is not among the newest ones. */
    public int origin(Origin origin) {
      int oldest = Math.max(0, origins.size() - LOOKED_AT);
      for (int i = origins.size() - 1; i >= oldest; i--) {
        if (origins.get(i).equals(origin)) {
          return i;
        }
      }
      origins.add(origin);
      return origins.size() - 1;
    }

    /** Sets the attribute at a place. */
    void set(int place, long value, int origin, boolean isWeak) {
      values[place] = value;
      originOf[place] = origin;
      mark(from.names[place], isWeak);
    }

    /** Adds an attribute that is not there yet. */
    public Editor add(long name, long value, int origin, boolean isWeak) {
      added.add(new Added(name, value, origin));
      mark(name, isWeak);
      return this;
    }

    private void mark(long name, boolean isWeak) {
      int place = Arrays.binarySearch(weak, name);
      if (place >= 0 == isWeak) {
        return;
      }
      int at = isWeak ? -place - 1 : place;
      long[] marked = new long[isWeak ? weak.length + 1 : weak.length - 1];
      System.arraycopy(weak, 0, marked, 0, at);
      if (isWeak) {
        marked[at] = name;
        System.arraycopy(weak, at, marked, at + 1, weak.length - at);
      } else {
        System.arraycopy(weak, at + 1, marked, at, marked.length - at);
      }
      weak = marked;
    }

    /** Says which attributes belong to which. */
    public Editor dependents(List<Dependents> all) {
      dependents = all;
      return this;
    }

    /** The result, without origins that no attribute has any more. */
    public SentAttributes done() {
      return added.isEmpty() ? withUsedOrigins(from.names, values, originOf) : merged();
    }

    private SentAttributes merged() {
      added.sort(Comparator.comparingLong(Added::name));
      int most = size();
      long[] names = new long[most];
      long[] allValues = new long[most];
      int[] allOrigins = new int[most];
      int size = 0;
      int old = 0;
      for (Added next : added) {
        while (old < from.names.length && from.names[old] < next.name()) {
          names[size] = from.names[old];
          allValues[size] = values[old];
          allOrigins[size++] = originOf[old++];
        }
        // Two names of one hash in one update: the later one stays.
        boolean taken = size > 0 && names[size - 1] == next.name();
        int at = taken ? size - 1 : size++;
        names[at] = next.name();
        allValues[at] = next.value();
        allOrigins[at] = next.origin();
      }
      int rest = from.names.length - old;
      System.arraycopy(from.names, old, names, size, rest);
      System.arraycopy(values, old, allValues, size, rest);
      System.arraycopy(originOf, old, allOrigins, size, rest);
      size += rest;
      return withUsedOrigins(
          Arrays.copyOf(names, size),
          Arrays.copyOf(allValues, size),
          Arrays.copyOf(allOrigins, size));
    }

    private SentAttributes withUsedOrigins(long[] names, long[] allValues, int[] allOrigins) {
      int[] newPlaces = new int[origins.size()];
      Arrays.fill(newPlaces, -1);
      List<Origin> used = new ArrayList<>(origins.size());
      for (int i = 0; i < allOrigins.length; i++) {
        int origin = allOrigins[i];
        if (newPlaces[origin] < 0) {
          newPlaces[origin] = used.size();
          used.add(origins.get(origin));
        }
        allOrigins[i] = newPlaces[origin];
      }
      return new SentAttributes(names, allValues, allOrigins, List.copyOf(used), weak, dependents);
    }
  }
}
