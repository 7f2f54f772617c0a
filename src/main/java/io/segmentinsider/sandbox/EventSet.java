package io.segmentinsider.sandbox;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** The events of one profile, each once: their digests, and their JSON if it is kept. */
final class EventSet {

  private static final int SMALLEST = 4;

  private long[] digests = new long[SMALLEST * 2];
  @Nullable private byte[][] json;
  private int size;

  /**
   * An empty set.
   *
   * @param keepJson whether events are kept themselves and not their digests alone
   */
  EventSet(boolean keepJson) {
    this.json = keepJson ? new byte[SMALLEST][] : null;
  }

  int size() {
    return size;
  }

  boolean contains(long high, long low) {
    return !isEmpty(slot(high, low));
  }

  /**
   * Adds an event that is not there yet.
   *
   * @param event its JSON; null if it is not kept
   */
  void add(long high, long low, @Nullable byte[] event) {
    int slots = digests.length / 2;
    if (size >= slots - slots / 4) {
      grow();
    }
    put(high, low, event);
    size++;
  }

  /**
   * Adds the events of another set.
   *
   * @return how many of them were here already
   */
  int addAll(EventSet other) {
    int identical = 0;
    for (int slot = 0; slot < other.digests.length / 2; slot++) {
      if (other.isEmpty(slot)) {
        continue;
      }
      long high = other.digests[slot * 2];
      long low = other.digests[slot * 2 + 1];
      if (contains(high, low)) {
        identical++;
      } else {
        add(high, low, other.json == null ? null : other.json[slot]);
      }
    }
    return identical;
  }

  /** The events' JSON in no order; empty if it is not kept. */
  List<byte[]> json() {
    List<byte[]> all = new ArrayList<>(size);
    if (json != null) {
      for (byte[] event : json) {
        if (event != null) {
          all.add(event);
        }
      }
    }
    return all;
  }

  /** The events' digests as 32 hexadecimal digits each, in no order. */
  List<String> digests() {
    List<String> all = new ArrayList<>(size);
    for (int slot = 0; slot < digests.length / 2; slot++) {
      if (!isEmpty(slot)) {
        all.add(String.format("%016x%016x", digests[slot * 2], digests[slot * 2 + 1]));
      }
    }
    return all;
  }

  private void put(long high, long low, @Nullable byte[] event) {
    int slot = slot(high, low);
    digests[slot * 2] = high;
    digests[slot * 2 + 1] = low;
    if (json != null) {
      json[slot] = event;
    }
  }

  private int slot(long high, long low) {
    int mask = digests.length / 2 - 1;
    int slot = (int) high & mask;
    while (!isEmpty(slot) && (digests[slot * 2] != high || digests[slot * 2 + 1] != low)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean isEmpty(int slot) {
    return digests[slot * 2] == 0 && digests[slot * 2 + 1] == 0;
  }

  private void grow() {
    long[] oldDigests = digests;
    byte[][] oldJson = json;
    digests = new long[oldDigests.length * 2];
    json = oldJson == null ? null : new byte[oldJson.length * 2][];
    for (int slot = 0; slot < oldDigests.length / 2; slot++) {
      if (oldDigests[slot * 2] != 0 || oldDigests[slot * 2 + 1] != 0) {
        put(oldDigests[slot * 2], oldDigests[slot * 2 + 1], oldJson == null ? null : oldJson[slot]);
      }
    }
  }
}
