package io.segmentinsider.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * A JSON object in the order in which its members were first put. Open for {@link #put} while it is
 * built; whoever got it from somewhere else only reads.
 *
 * <p>Objects that a reader made share their names with others ({@link JsonNames}), and are looked
 * up in these. Others are small, so members stand in two parallel arrays and are looked up by a
 * scan; an index appears only beyond {@value #SCANNED_SIZE} members. Most look-ups are for names
 * that are not there, so a filter of one bit per name comes before the scan.
 *
 * <p>A text that was read stays where it stands until somebody asks for it; nobody asks for most.
 *
 * <p>A member may be present without a value (null), as in JavaScript: it counts in {@link #size},
 * reads as absent, and is not written.
 */
public final class JsonObject {

  private static final int SCANNED_SIZE = 16;

  private static final String[] NO_NAMES = {};

  /** Names that other objects have, too; null if this object has its own. */
  @Nullable private JsonNames shared;

  private String[] names;
  @Nullable private Object[] values;

  /** Holds the texts among the values that nobody has asked for; null if there are none. */
  @Nullable private byte[] source;

  /**
   * Where they stand in it: for each place the first byte and the one behind the last, or its
   * complement if the text is not ASCII; 0 for other values.
   */
  @Nullable private int[] spans;

  private int size;

  /** Has the bit of every name that was put; a name whose bit is missing is not there. */
  private long filter;

  @Nullable private Map<String, Integer> index;

  /** An empty object. */
  public JsonObject() {
    this(8);
  }

  /** An empty object with room for {@code capacity} members. */
  public JsonObject(int capacity) {
    this.names = new String[capacity];
    this.values = new Object[capacity];
  }

  /**
   * An object that was read.
   *
   * @param values one for each name, null for a text that is not decoded yet; not copied
   * @param source what these texts stand in; null if there is none; not copied
   * @param spans where they stand: see there
   */
  JsonObject(JsonNames names, Object[] values, @Nullable byte[] source, @Nullable int[] spans) {
    this.shared = names;
    this.names = NO_NAMES;
    this.values = values;
    this.source = source;
    this.spans = spans;
    this.size = values.length;
  }

  /** A new object with the same members; the values themselves are shared. */
  public JsonObject copy() {
    if (shared != null) {
      return new JsonObject(shared, Arrays.copyOf(values, size), source, spans);
    }
    JsonObject copy = new JsonObject(size + 2);
    System.arraycopy(names, 0, copy.names, 0, size);
    System.arraycopy(values, 0, copy.values, 0, size);
    copy.size = size;
    copy.filter = filter;
    if (size > SCANNED_SIZE) {
      copy.buildIndex();
    }
    return copy;
  }

  /**
   * The value of a member.
   *
   * @return null if there is no such member, or it has no value
   */
  @Nullable
  public Object get(String name) {
    int place = place(name);
    return place < 0 ? null : value(place);
  }

  @Nullable
  private Object value(int place) {
    Object value = values[place];
    return value == null && source != null ? decoded(place) : value;
  }

  @Nullable
  private Object decoded(int place) {
    int from = spans[2 * place];
    if (from > 0) {
      values[place] = Texts.decoded(source, from, spans[2 * place + 1]);
    }
    return values[place];
  }

  /** Decodes all texts: what is put from now on may have no value. */
  private void decodeAll() {
    if (source != null) {
      for (int i = 0; i < size; i++) {
        value(i);
      }
      source = null;
      spans = null;
    }
  }

  /** Whether there is such a member, with or without a value. */
  public boolean has(String name) {
    return place(name) >= 0;
  }

  /**
   * Sets a member. One that exists keeps its place and gets the new value.
   *
   * @param value null for a member without a value
   */
  public JsonObject put(String name, @Nullable Object value) {
    decodeAll();
    int place = place(name);
    if (place >= 0) {
      values[place] = value;
    } else {
      append(name, value);
    }
    return this;
  }

  /** Sets a member unless there is no value to set. */
  public JsonObject putIfPresent(String name, @Nullable Object value) {
    return value == null ? this : put(name, value);
  }

  /** The number of members. */
  public int size() {
    return size;
  }

  /** Whether there is no member at all. */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * The name of the member at a place, counted from 0 in order.
   *
   * @throws IndexOutOfBoundsException if there is no such place
   */
  public String nameAt(int place) {
    return shared == null ? names[Objects.checkIndex(place, size)] : shared.at(place);
  }

  /** The names of all members; those that are put later are not among them. */
  JsonNames names() {
    return shared == null ? JsonNames.of(Arrays.copyOf(names, size), size) : shared;
  }

  /**
   * The value of the member at a place, counted from 0 in order.
   *
   * @return null if the member has no value
   * @throws IndexOutOfBoundsException if there is no such place
   */
  @Nullable
  public Object valueAt(int place) {
    return value(Objects.checkIndex(place, size));
  }

  /**
   * The same, as {@link TextSlice} if it is a text that nobody has to look into and nobody has
   * asked for yet.
   */
  @Nullable
  public Object rawAt(int place) {
    Object value = values[Objects.checkIndex(place, size)];
    return value == null && source != null ? raw(place) : value;
  }

  /** The value of a member as {@link #rawAt} has it; null if there is no such member. */
  @Nullable
  public Object raw(String name) {
    int place = place(name);
    return place < 0 ? null : rawAt(place);
  }

  @Nullable
  private Object raw(int place) {
    int from = spans[2 * place];
    int end = spans[2 * place + 1];
    return from > 0 && Texts.isPlain(source, from, end)
        ? new TextSlice(source, from, end)
        : value(place);
  }

  private void append(String name, @Nullable Object value) {
    if (shared != null) {
      takeOwnNames();
    }
    if (size == names.length) {
      int larger = Math.max(8, size * 2);
      names = Arrays.copyOf(names, larger);
      values = Arrays.copyOf(values, larger);
    }
    names[size] = Objects.requireNonNull(name);
    filter |= JsonNames.bit(name);
    values[size] = value;
    size++;
    if (index != null) {
      index.put(name, size - 1);
    } else if (size > SCANNED_SIZE) {
      buildIndex();
    }
  }

  private void takeOwnNames() {
    names = shared.copy(2);
    values = Arrays.copyOf(values, names.length);
    for (int i = 0; i < size; i++) {
      filter |= JsonNames.bit(names[i]);
    }
    shared = null;
    if (size > SCANNED_SIZE) {
      buildIndex();
    }
  }

  private void buildIndex() {
    Map<String, Integer> places = new HashMap<>(size * 3);
    for (int i = 0; i < size; i++) {
      places.put(names[i], i);
    }
    index = places;
  }

  private int place(String name) {
    if (shared != null) {
      return shared.place(name);
    }
    if (index != null) {
      Integer place = index.get(name);
      return place == null ? -1 : place;
    }
    if ((filter & JsonNames.bit(name)) == 0) {
      return -1;
    }
    int hash = name.hashCode();
    for (int i = 0; i < size; i++) {
      String candidate = names[i];
      if (candidate.hashCode() == hash && candidate.equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Equal members with equal values, whatever their order. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof JsonObject that) || size != that.size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      int place = that.place(nameAt(i));
      if (place < 0 || !Objects.equals(value(i), that.value(place))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < size; i++) {
      hash += nameAt(i).hashCode() ^ Objects.hashCode(value(i));
    }
    return hash;
  }

  /** The JSON text; for tests and previews, as it may hold personal data. */
  @Override
  public String toString() {
    return JsonWriter.text(this);
  }
}
