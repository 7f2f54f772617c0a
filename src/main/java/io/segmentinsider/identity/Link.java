package io.segmentinsider.identity;

import io.segmentinsider.config.JobOptions.Stitching;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What is known about one identifier: which users it was seen with since when, and who it was first
 * sent with. Immutable; a method that learns nothing returns the same instance, so that state is
 * written only when it changed.
 *
 * @param owners by time, oldest first: from each time on the identifier belongs to that user
 * @param claimedBy the owner key of whoever the identifier was first sent with; null if it was
 *     never sent together with another identifier
 * @param confirmedAt when the link was last confirmed, epoch milliseconds of the job's clock, to
 *     the hour: its time to live counts from here
 */
public record Link(List<Owner> owners, @Nullable String claimedBy, long confirmedAt) {

  /** Owners kept per identifier: enough for a late event, and a bound for a shared device. */
  static final int MAX_OWNERS = 8;

  /** Nothing known. */
  static final Link UNKNOWN = new Link(List.of(), null, 0);

  private static final long CONFIRMATION_STEP_MS = 3_600_000;

  /**
   * One user from a time on.
   *
   * @param userId never null
   * @param since epoch milliseconds of the first event that showed it
   */
  public record Owner(String userId, long since) {}

  /** Copies the owners, so that nobody can change them. */
  public Link {
    owners = List.copyOf(owners);
  }

  /**
   * Learns that one event named the identifier together with a user.
   *
   * @param userId the user
   * @param eventTime when, epoch milliseconds; events may come in any order
   * @param now the job's clock, epoch milliseconds
   */
  Link learn(String userId, long eventTime, long now) {
    int at = indexAt(eventTime);
    boolean sameBefore = at >= 0 && owners.get(at).userId().equals(userId);
    if (sameBefore) {
      return confirmed(now);
    }
    List<Owner> changed = new ArrayList<>(owners);
    boolean sameAfter = at + 1 < owners.size() && owners.get(at + 1).userId().equals(userId);
    if (sameAfter) {
      changed.set(at + 1, new Owner(userId, eventTime));
    } else {
      changed.add(at + 1, new Owner(userId, eventTime));
    }
    if (changed.size() > MAX_OWNERS) {
      changed.remove(0);
    }
    return new Link(changed, claimedBy, now);
  }

  /** Remembers who the identifier was first sent with. */
  Link claim(String ownerKey, long now) {
    return ownerKey.equals(claimedBy) ? this : new Link(owners, ownerKey, now);
  }

  /**
   * The user that an event of that time belongs to. An event from before the first known user
   * belongs to that user: it is the person who then signed in.
   *
   * @return null if no user is known, or stitching is off
   */
  @Nullable
  String userAt(long eventTime, Stitching stitching) {
    if (owners.isEmpty() || stitching == Stitching.OFF) {
      return null;
    }
    int at = stitching == Stitching.FIRST_KNOWN ? 0 : Math.max(0, indexAt(eventTime));
    return owners.get(at).userId();
  }

  private int indexAt(long eventTime) {
    int at = owners.size() - 1;
    while (at >= 0 && owners.get(at).since() > eventTime) {
      at--;
    }
    return at;
  }

  private Link confirmed(long now) {
    return now < confirmedAt + CONFIRMATION_STEP_MS ? this : new Link(owners, claimedBy, now);
  }
}
