package io.segmentinsider.sandbox;

/**
 * A hash table from a 128-bit digest to two numbers, in one array: a load run has tens of millions
 * of entries, and an object for each would not fit. Entries are never removed. For one thread.
 */
final class DigestTable {

  private static final int STRIDE = 4;
  private static final int SMALLEST = 1 << 10;

  private long[] cells = new long[SMALLEST * STRIDE];
  private int slots = SMALLEST;
  private int size;

  /** The entry's place until the next {@link #add}; -1 if there is none. */
  int find(long high, long low) {
    int place = place(high, low);
    return isEmpty(place) ? -1 : place;
  }

  /**
   * Adds an entry that is not there yet.
   *
   * @return its place until the next call
   */
  int add(long high, long low, long first, long second) {
    if (size >= slots / 8 * 5) {
      grow();
    }
    int place = place(high, low);
    cells[place] = high;
    cells[place + 1] = low;
    cells[place + 2] = first;
    cells[place + 3] = second;
    size++;
    return place;
  }

  long first(int place) {
    return cells[place + 2];
  }

  long second(int place) {
    return cells[place + 3];
  }

  void set(int place, long first, long second) {
    cells[place + 2] = first;
    cells[place + 3] = second;
  }

  private int place(long high, long low) {
    int mask = slots - 1;
    int slot = (int) high & mask;
    while (true) {
      int place = slot * STRIDE;
      if (isEmpty(place) || (cells[place] == high && cells[place + 1] == low)) {
        return place;
      }
      slot = slot + 1 & mask;
    }
  }

  private boolean isEmpty(int place) {
    return cells[place] == 0 && cells[place + 1] == 0;
  }

  private void grow() {
    if (slots > Integer.MAX_VALUE / STRIDE / 2) {
      throw new IllegalStateException(
          "the sandbox holds " + size + " entries, its limit: reset it or start a new one");
    }
    long[] old = cells;
    slots *= 2;
    cells = new long[slots * STRIDE];
    for (int from = 0; from < old.length; from += STRIDE) {
      if (old[from] != 0 || old[from + 1] != 0) {
        System.arraycopy(old, from, cells, place(old[from], old[from + 1]), STRIDE);
      }
    }
  }
}
