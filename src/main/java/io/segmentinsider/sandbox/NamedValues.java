package io.segmentinsider.sandbox;

import java.util.Arrays;

/**
 * The identifiers or the attributes of one profile: names, values as JSON text, and when each was
 * written. Arrays without a hole, as a load run has millions of profiles with few values each.
 */
final class NamedValues {

  private static final Name[] NO_NAMES = {};
  private static final byte[][] NO_VALUES = {};
  private static final long[] NO_MARKS = {};

  private Name[] names = NO_NAMES;
  private byte[][] values = NO_VALUES;

  /** For each value the number of its write, and half of its digest. */
  private long[] marks = NO_MARKS;

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
    return marks[index * 2];
  }

  /** Half of the value's digest: tells equal values without touching them. */
  long digest(int index) {
    return marks[index * 2 + 1];
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

  void add(Name name, byte[] value, long digest, long write) {
    int last = names.length;
    names = Arrays.copyOf(names, last + 1);
    values = Arrays.copyOf(values, last + 1);
    marks = Arrays.copyOf(marks, (last + 1) * 2);
    names[last] = name;
    set(last, value, digest, write);
  }

  void set(int index, byte[] value, long digest, long write) {
    values[index] = value;
    marks[index * 2] = write;
    marks[index * 2 + 1] = digest;
  }

  void touch(int index, long write) {
    marks[index * 2] = write;
  }

  /** Removes one value; the last one takes its place. */
  void remove(int index) {
    int last = names.length - 1;
    names[index] = names[last];
    values[index] = values[last];
    marks[index * 2] = marks[last * 2];
    marks[index * 2 + 1] = marks[last * 2 + 1];
    names = Arrays.copyOf(names, last);
    values = Arrays.copyOf(values, last);
    marks = Arrays.copyOf(marks, last * 2);
  }
}
