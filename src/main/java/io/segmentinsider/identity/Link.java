package io.segmentinsider.identity;

import io.segmentinsider.config.JobOptions.Stitching;
import io.segmentinsider.record.Identifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What is known about one identifier: which users it was seen with since when, and who it was first
 * sent with. Immutable; a method that learns nothing returns the same instance, so that state is
 * written only when it changed.
 *
 * @param owners by time, oldest first: from each time on the identifier belongs to that user
 * @param forgottenFirst the user of the earliest times, if more owners came than are kept; null
 *     while {@code owners} is complete
 * @param sharedUntil epoch milliseconds of event time up to which the identifier is shared by too
 *     many users to say who used it; 0 if it never was
 * @param consent what the person last said with this identifier; null if nothing
 * @param consentAt when, epoch milliseconds; 0 if nothing was said
 * @param claimedBy the owner key of whoever the identifier was first sent with; null if it was
 *     never sent together with another identifier
 * @param confirmedAt when the link was last confirmed, epoch milliseconds of the job's clock, to
 *     the hour: its time to live counts from here
 */
public record Link(
    List<Owner> owners,
    @Nullable String forgottenFirst,
    long sharedUntil,
    @Nullable Boolean consent,
    long consentAt,
    @Nullable String claimedBy,
    long confirmedAt) {

  /** Owners kept per identifier: enough for a late event, and a bound for a shared device. */
  static final int MAX_OWNERS = 8;

  /** Nothing known. */
  static final Link UNKNOWN = new Link(List.of(), null, 0, null, 0, null, 0);

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
    String first = forgottenFirst;
    if (changed.size() > MAX_OWNERS) {
      Owner oldest = changed.remove(0);
      first = first == null ? oldest.userId() : first;
    }
    return new Link(changed, first, sharedUntil, consent, consentAt, claimedBy, now);
  }

  /** Remembers who the identifier was first sent with. */
  Link claim(String ownerKey, long now) {
    return ownerKey.equals(claimedBy)
        ? this
        : new Link(owners, forgottenFirst, sharedUntil, consent, consentAt, ownerKey, now);
  }

  /**
   * Marks the identifier as shared if more users than that were seen with it within the window
   * before the newest login; for as long as the window again.
   */
  Link sharedByMoreThan(int users, long windowMs) {
    if (owners.size() <= users) {
      return this;
    }
    long newest = owners.get(owners.size() - 1).since();
    Set<String> recent = new HashSet<>();
    for (Owner owner : owners) {
      if (owner.since() > newest - windowMs) {
        recent.add(owner.userId());
      }
    }
    return recent.size() <= users || sharedUntil >= newest + windowMs
        ? this
        : new Link(
            owners, forgottenFirst, newest + windowMs, consent, consentAt, claimedBy, confirmedAt);
  }

  /** Whether nobody can say who used the identifier at that time. */
  boolean isSharedAt(long eventTime) {
    return eventTime < sharedUntil;
  }

  /** Remembers what the person said, unless something newer is known. */
  Link consented(@Nullable Boolean said, long at, long now) {
    boolean older = consent != null && at <= consentAt;
    return said == null || older
        ? this
        : new Link(owners, forgottenFirst, sharedUntil, said, at, claimedBy, now);
  }

  /** The same under the new id of a user. */
  Link renamed(String previousUserId, String userId) {
    List<Owner> renamed = new ArrayList<>(owners.size());
    for (Owner owner : owners) {
      String id = owner.userId().equals(previousUserId) ? userId : owner.userId();
      renamed.add(new Owner(id, owner.since()));
    }
    String previousKey = Identifier.uuid(previousUserId).key();
    return new Link(
        renamed,
        previousUserId.equals(forgottenFirst) ? userId : forgottenFirst,
        sharedUntil,
        consent,
        consentAt,
        previousKey.equals(claimedBy) ? Identifier.uuid(userId).key() : claimedBy,
        confirmedAt);
  }

  /**
   * The same without that person.
   *
   * @param ownerKey the person's key
   */
  Link without(String ownerKey) {
    List<Owner> others = new ArrayList<>(owners.size());
    for (Owner owner : owners) {
      if (!Identifier.uuid(owner.userId()).key().equals(ownerKey)) {
        others.add(owner);
      }
    }
    boolean first =
        forgottenFirst != null && Identifier.uuid(forgottenFirst).key().equals(ownerKey);
    return others.isEmpty()
        ? UNKNOWN
        : new Link(
            others,
            first ? null : forgottenFirst,
            sharedUntil,
            null,
            0,
            ownerKey.equals(claimedBy) ? null : claimedBy,
            confirmedAt);
  }

  /** Whether the users, or their order in time, are others. */
  boolean hasOtherUsersThan(Link before) {
    if (owners.size() != before.owners.size()) {
      return true;
    }
    for (int i = 0; i < owners.size(); i++) {
      if (!owners.get(i).userId().equals(before.owners.get(i).userId())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The user that an event of that time belongs to. An event from before the first known user
   * belongs to that user: it is the person who then signed in.
   *
   * @return null if no user is known, if that time is too long ago to tell, or stitching is off
   */
  @Nullable
  String userAt(long eventTime, Stitching stitching) {
    if (owners.isEmpty() || stitching == Stitching.OFF) {
      return null;
    }
    if (stitching == Stitching.FIRST_KNOWN) {
      return forgottenFirst == null ? owners.get(0).userId() : forgottenFirst;
    }
    int at = indexAt(eventTime);
    if (at < 0) {
      return forgottenFirst == null ? owners.get(0).userId() : null;
    }
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
    return now < confirmedAt + CONFIRMATION_STEP_MS
        ? this
        : new Link(owners, forgottenFirst, sharedUntil, consent, consentAt, claimedBy, now);
  }
}
