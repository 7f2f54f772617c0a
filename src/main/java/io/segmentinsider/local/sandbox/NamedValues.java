package io.segmentinsider.local.sandbox;

import java.util.Arrays;

/**
 * The identifiers or the attributes of one profile: names, values as JSON text, and when each was
 * written. Arrays without a hole, as a load run has millions of profiles with few values each.
 */
final class NamedValues {

  private static final Name[] NO_NAMES = {};
  private static final byte[][] NO_VALUES = {};
  private static final long[] NO_WRITES = {};

  private Name[] names = NO_NAMES;
  private byte[][] values = NO_VALUES;
  private long[] writes = NO_WRITES;

  int size() {
    return names.length;
  }

  Name name(int index) {
    return names[index];
  }

  /** The value's JSON; never modified. */
  byte[] value(int index) {
    return values[index];
  }

  /** The number of the write that the value comes from. */
  long write(int index) {
    return writes[index];
  }

  /** Where the first value of that name stands; -1 if there is none. */
  int indexOf(Name name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return -1;
  }

  /** Where this value of that name stands; -1 if there is none. */
  int indexOf(Name name, byte[] value) {
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name && Arrays.equals(values[i], value)) {
        return i;
      }
    }
    return -1;
  }

  void add(Name name, byte[] value, long write) {
    int last = names.length;
    names = Arrays.copyOf(names, last + 1);
    values = Arrays.copyOf(values, last + 1);
    writes = Arrays.copyOf(writes, last + 1);
    names[last] = name;
    values[last] = value;
    writes[last] = write;
  }

  void set(int index, byte[] value, long write) {
    values[index] = value;
    writes[index] = write;
  }

  void touch(int index, long write) {
    writes[index] = write;
  }

  /** Removes one value; the last one takes its place. */
  void remove(int index) {
    int last = names.length - 1;
    names[index] = names[last];
    values[index] = values[last];
    writes[index] = writes[last];
    names = Arrays.copyOf(names, last);
    values = Arrays.copyOf(values, last);
    writes = Arrays.copyOf(writes, last);
  }
}
