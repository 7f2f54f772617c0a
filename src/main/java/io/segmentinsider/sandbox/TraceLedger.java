package io.segmentinsider.sandbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * What the sender's trace says about accepted updates: which were accepted more than once, which of
 * their events were stored twice, and which came out of order. For one thread.
 */
final class TraceLedger {

  /** A line that was accepted with another content, or for another profile, than before. */
  private static final class Conflict {
    private final Set<Integer> profiles = new HashSet<>();
    private boolean otherContent;

    boolean isStoredTwice(IntUnaryOperator survivor) {
      return otherContent
          || profiles.stream().mapToInt(survivor::applyAsInt).distinct().count() > 1;
    }
  }

  private record LineKey(long high, long low) {}

  private final ContentDigest digest = new ContentDigest();
  private final char[] scratch = new char[256];

  /**
   * Message id, action, and first line; first: half of the digest of the first event, 0 without
   * one; second: the profile's number twice, and one more if the update was accepted again.
   */
  private final DigestTable updates = new DigestTable();

  /**
   * Message id, action, and a later line; first: half of the event's digest, second: the profile.
   */
  private final DigestTable lines = new DigestTable();

  /** The owner; first and second: epoch and sequence of the last update of it. */
  private final DigestTable owners = new DigestTable();

  private final Map<LineKey, Conflict> conflicts = new HashMap<>();
  private long sentTwice;
  private long outOfOrder;
  private long traced;
  private long errors;

  /**
   * Notes an accepted user object.
   *
   * @param trace stands at the user object
   * @param profile the number of the profile that took it
   */
  void accept(TraceReader trace, ReceivedUser user, int profile) {
    int event = 0;
    long claimed = 0;
    while (trace.nextUpdate()) {
      traced++;
      claimed += trace.eventCount();
      trace.digestInto(digest, scratch);
      int count = Math.min(trace.eventCount(), user.events().size() - event);
      update(digest.high(), digest.low(), trace, count, user, event, profile);
      event += count;
    }
    if (claimed != user.events().size()) {
      errors++;
    }
  }

  /**
   * Notes that attributes of a user were removed: for an update that may have been accepted before,
   * in what it holds besides.
   */
  void removed(TraceReader trace) {
    while (trace.nextUpdate()) {
      order(trace, true);
    }
  }

  /** How many updates were accepted more than once. */
  long sentTwice() {
    return sentTwice;
  }

  /**
   * How many lines of updates are stored with two contents, or in two profiles.
   *
   * @param survivor the profile that a profile's content is in now
   */
  long storedTwice(IntUnaryOperator survivor) {
    return conflicts.values().stream().filter(c -> c.isStoredTwice(survivor)).count();
  }

  /** How many updates came after one of the same owner that was sent later. */
  long outOfOrder() {
    return outOfOrder;
  }

  /** How many updates were accepted, repeats included. */
  long traced() {
    return traced;
  }

  /** Notes that a trace could not be read. */
  void unreadable() {
    errors++;
  }

  /** How many user objects had an unreadable trace, or other events than it says. */
  long errors() {
    return errors;
  }

  private void update(
      long high,
      long low,
      TraceReader trace,
      int count,
      ReceivedUser user,
      int firstEvent,
      int profile) {
    digest.pair(trace.firstLine() + 1L, high, low);
    int place = updates.find(digest.high(), digest.low());
    long content = count == 0 ? 0 : user.events().get(firstEvent).low();
    if (place < 0) {
      updates.add(digest.high(), digest.low(), content, (long) profile << 1);
      order(trace, trace.firstLine() > 0);
    } else {
      if ((updates.second(place) & 1) == 0) {
        sentTwice++;
        updates.set(place, updates.first(place), updates.second(place) | 1);
      }
      compare(updates.first(place), (int) (updates.second(place) >> 1), content, profile);
    }
    for (int i = 1; i < count; i++) {
      line(high, low, trace.firstLine() + i, user.events().get(firstEvent + i).low(), profile);
    }
  }

  /** A later part of an update has the sequence number of the first. */
  private void order(TraceReader trace, boolean laterPart) {
    int place = owners.find(trace.owner(), ~trace.owner());
    if (place < 0) {
      owners.add(trace.owner(), ~trace.owner(), trace.epoch(), trace.sequence());
      return;
    }
    int byEpoch = Long.compare(trace.epoch(), owners.first(place));
    int order = byEpoch != 0 ? byEpoch : Long.compare(trace.sequence(), owners.second(place));
    if (order > 0) {
      owners.set(place, trace.epoch(), trace.sequence());
    } else if (order < 0 || !laterPart) {
      outOfOrder++;
    }
  }

  private void line(long high, long low, int line, long content, int profile) {
    digest.pair(-1L - line, high, low);
    int place = lines.find(digest.high(), digest.low());
    if (place < 0) {
      lines.add(digest.high(), digest.low(), content, profile);
    } else {
      compare(lines.first(place), (int) lines.second(place), content, profile);
    }
  }

  /** Compares a line with how it was accepted before; the digest is the line's. */
  private void compare(long oldContent, int oldProfile, long content, int profile) {
    if (oldContent != content || oldProfile != profile) {
      Conflict conflict =
          conflicts.computeIfAbsent(
              new LineKey(digest.high(), digest.low()), key -> new Conflict());
      conflict.otherContent |= oldContent != content;
      conflict.profiles.add(oldProfile);
      conflict.profiles.add(profile);
    }
  }
}
