package io.segmentinsider.identity;

import io.segmentinsider.record.Fnv1a;
import io.segmentinsider.record.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages that were seen, by the hour of their first sight, as 64-bit hashes. Messages are
 * compared only with those of the same device or user: among a thousand of them, two meet by chance
 * once in 10<sup>13</sup> times. Immutable.
 *
 * @param hours oldest first, no hour twice, none empty
 * @param overflowed whether further messages stand in other pages
 */
public record MessagePage(List<Hour> hours, boolean overflowed) {

  /** Nothing seen. */
  static final MessagePage EMPTY = new MessagePage(List.of(), false);

  static final long HOUR_MS = 3_600_000;

  /** Copies the hours, so that nobody can change them. */
  public MessagePage {
    hours = List.copyOf(hours);
  }

  /**
   * The messages first seen in one hour.
   *
   * @param number hours since the epoch, of the job's clock
   * @param hashes in order of arrival; never modified
   */
  public record Hour(int number, long[] hashes) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Hour that
          && number == that.number
          && Arrays.equals(hashes, that.hashes);
    }

    @Override
    public int hashCode() {
      return 31 * number + Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
      return "Hour[" + number + ", " + hashes.length + " messages]";
    }
  }

  /**
   * What stands for one message and one mapping: one event may fire several mappings, and each of
   * its updates is a repeat only of itself. A request that is not obeyed is no first of the same
   * words that are: else whoever can send could keep a deletion from being made.
   */
  static long hash(Update update) {
    long hash = hash(Fnv1a.START, update.messageId());
    hash = hash(Fnv1a.next(hash, 0), update.mappingName());
    if (update.suppression() != null && update.operation().isRequest()) {
      hash = hash(Fnv1a.next(hash, 0), update.suppression());
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  private static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = Fnv1a.next(hash, text.charAt(i));
    }
    return hash;
  }

  boolean contains(long hash) {
    for (int i = hours.size() - 1; i >= 0; i--) {
      for (long seen : hours.get(i).hashes()) {
        if (seen == hash) {
          return true;
        }
      }
    }
    return false;
  }

  /** Messages in this page. */
  int size() {
    int size = 0;
    for (Hour hour : hours) {
      size += hour.hashes().length;
    }
    return size;
  }

  /** This page with one more message. */
  MessagePage with(long hash, long now) {
    int number = (int) (now / HOUR_MS);
    List<Hour> changed = new ArrayList<>(hours);
    int last = changed.size() - 1;
    if (last >= 0 && changed.get(last).number() >= number) {
      long[] hashes = changed.get(last).hashes();
      long[] more = Arrays.copyOf(hashes, hashes.length + 1);
      more[hashes.length] = hash;
      changed.set(last, new Hour(changed.get(last).number(), more));
    } else {
      changed.add(new Hour(number, new long[] {hash}));
    }
    return new MessagePage(changed, overflowed);
  }

  /** When the oldest hour ends, epoch milliseconds; there must be one. */
  long oldestEndsAt() {
    return (hours.get(0).number() + 1) * HOUR_MS;
  }

  MessagePage overflowing(boolean nowOverflowed) {
    return overflowed == nowOverflowed ? this : new MessagePage(hours, nowOverflowed);
  }

  /** This page without its oldest messages, so many of them; there must be more. */
  MessagePage withoutOldest(int messages) {
    List<Hour> left = new ArrayList<>(hours);
    int rest = messages;
    while (rest > 0) {
      Hour oldest = left.get(0);
      int count = oldest.hashes().length;
      if (count <= rest) {
        left.remove(0);
      } else {
        left.set(0, new Hour(oldest.number(), Arrays.copyOfRange(oldest.hashes(), rest, count)));
      }
      rest -= count;
    }
    return new MessagePage(left, overflowed);
  }

  /** This page without the hours that ended at that time or before. */
  MessagePage withoutHoursBefore(long time) {
    if (hours.isEmpty() || oldestEndsAt() > time) {
      return this;
    }
    List<Hour> left = new ArrayList<>(hours);
    left.removeIf(hour -> (hour.number() + 1) * HOUR_MS <= time);
    return new MessagePage(left, overflowed);
  }
}
