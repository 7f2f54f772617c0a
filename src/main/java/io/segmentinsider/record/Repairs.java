package io.segmentinsider.record;

import java.util.ArrayList;
import java.util.List;

/**
 * What was repaired in an update, so that its receipt can name it: every kind, and the fields
 * concerned as far as they fit. An update that waits in state must stay small.
 *
 * @param bits one for each {@link Repair.Kind}, by its order
 * @param fields which fields were concerned, in the order in which they were repaired
 */
public record Repairs(long bits, List<Field> fields) {

  /** Nothing was repaired. */
  public static final Repairs NONE = new Repairs(0, List.of());

  /** So many fields are named of one kind: the others fare alike. */
  static final int MAX_FIELDS_OF_A_KIND = 4;

  /** So many fields are named in all. */
  static final int MAX_FIELDS = 12;

  /** A field whose name is longer is not named, in characters. */
  static final int MAX_FIELD_LENGTH = 100;

  private static final Repair.Kind[] KINDS = Repair.Kind.values();

  /**
   * A field that was repaired.
   *
   * @param kind what was done
   * @param name where: a path in the user object, without anything of the person
   */
  public record Field(Repair.Kind kind, String name) {}

  /** Kinds without fields. */
  public Repairs(long bits) {
    this(bits, List.of());
  }

  /** Copies the fields. */
  public Repairs {
    fields = List.copyOf(fields);
  }

  /** These repairs and one more, of which only the kind is known. */
  @SuppressWarnings("EnumOrdinal")
  public Repairs with(Repair.Kind kind) {
    return new Repairs(bits | 1L << kind.ordinal(), fields);
  }

  /** These repairs and one more; its field is named if there is room for it. */
  @SuppressWarnings("EnumOrdinal")
  public Repairs with(Repair.Kind kind, String field) {
    Field named = new Field(kind, field);
    if (field.length() > MAX_FIELD_LENGTH
        || fields.size() == MAX_FIELDS
        || fields.contains(named)
        || count(kind) == MAX_FIELDS_OF_A_KIND) {
      return has(kind) ? this : with(kind);
    }
    List<Field> more = new ArrayList<>(fields);
    more.add(named);
    return new Repairs(bits | 1L << kind.ordinal(), more);
  }

  private int count(Repair.Kind kind) {
    int count = 0;
    for (Field field : fields) {
      if (field.kind() == kind) {
        count++;
      }
    }
    return count;
  }

  /** Whether something of this kind was repaired. */
  @SuppressWarnings("EnumOrdinal")
  public boolean has(Repair.Kind kind) {
    return (bits & 1L << kind.ordinal()) != 0;
  }

  /** Whether nothing was repaired. */
  public boolean isEmpty() {
    return bits == 0;
  }

  /** The kinds, in their order; those that a newer release knows are left out. */
  public List<Repair.Kind> kinds() {
    List<Repair.Kind> kinds = new ArrayList<>(Long.bitCount(bits));
    for (int i = 0; i < KINDS.length; i++) {
      if ((bits & 1L << i) != 0) {
        kinds.add(KINDS[i]);
      }
    }
    return kinds;
  }
}
