package io.segmentinsider.mapping;

import io.segmentinsider.record.EventEntry;
import java.util.Arrays;
import javax.annotation.Nullable;

/**
 * Holds the text with which the entries of one update end only once: Segment's actions write the
 * parameters that all product lines share behind those of each.
 */
final class SharedEnding {

  /** Sharing less would cost more than it saves. */
  private static final int WORTH_SHARING = 64;

  private static final byte[] NOTHING = new byte[0];

  private final boolean several;
  @Nullable private byte[] first;

  /**
   * Entries of one update.
   *
   * @param several whether there is more than one
   */
  SharedEnding(boolean several) {
    this.several = several;
  }

  /**
   * The next entry.
   *
   * @param json the whole of it
   */
  EventEntry entry(String name, byte[] json) {
    if (first == null) {
      first = json;
      return several
          ? new EventEntry(name, NOTHING, first, new int[] {0, 0, first.length})
          : new EventEntry(name, json);
    }
    int own = json.length;
    int shared = first.length;
    while (own > 0 && shared > 0 && json[own - 1] == first[shared - 1]) {
      own--;
      shared--;
    }
    return json.length - own < WORTH_SHARING
        ? new EventEntry(name, json)
        : new EventEntry(
            name, Arrays.copyOf(json, own), first, new int[] {own, shared, first.length});
  }
}
