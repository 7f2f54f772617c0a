package io.segmentinsider.identity;

import io.segmentinsider.identity.IdentityOptions.Stitching;
import io.segmentinsider.record.EventOrder;
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
 *     many users to say who used it; {@link #NEVER} if it never was
 * @param consent what was answered with this identifier, and by whom
 * @param claimedBy the owner key of whoever the identifier was first sent with; null if it was
 *     never sent together with another identifier
 * @param confirmedAt when the identifier was last used, epoch milliseconds of the job's clock, at
 *     the start of the hour: its time to live counts from here
 * @param uncertainSince the last checkpoint that had begun when an erasure came, or when something
 *     else decided whose the identifier is that a failure could still take back: until a later one
 *     has completed nobody is sent with the identifier; {@link #CERTAIN} if there is no such doubt
 */
public record Link(
    List<Owner> owners,
    @Nullable String forgottenFirst,
    long sharedUntil,
    LinkConsent consent,
    @Nullable String claimedBy,
    long confirmedAt,
    long uncertainSince) {

  /** Owners kept per identifier: enough for a late event, and a bound for a shared device. */
  static final int MAX_OWNERS = 8;

  /** Before any time: zero is a time like any other, and so is one before 1970. */
  public static final long NEVER = Long.MIN_VALUE;

  /** No checkpoint has such a number. */
  static final long CERTAIN = -1;

  /** Nothing known. */
  static final Link UNKNOWN = new Link(List.of(), null, NEVER, LinkConsent.NONE, null, NEVER);

  static final long HOUR_MS = 3_600_000;

  /** In place of a user who was forgotten; no user id is empty. */
  static final String NOBODY = "";

  /** How often a user's further events are noted where state is to be written seldom. */
  static final long SELDOM_MS = 60_000;

  /**
   * One user from a time on.
   *
   * @param userId never null; {@link #NOBODY} if it is not known any more
   * @param since the first event that showed it, without its message
   * @param seen epoch milliseconds of the last event that is noted to have shown it
   */
  public record Owner(String userId, EventOrder since, long seen) {

    private static Owner from(String userId, EventOrder since) {
      return new Owner(userId, since, since.eventTime());
    }

    private boolean is(String ownerKey) {
      return Identifier.uuid(userId).key().equals(ownerKey);
    }

    private boolean isSeenAt(long eventTime, long noteEveryMs) {
      return eventTime <= seen || eventTime - seen < noteEveryMs;
    }

    private Owner seenAt(long eventTime) {
      return new Owner(userId, since, eventTime);
    }

    /** What is left of it after somebody else was seen in between. */
    private Owner resumed() {
      return from(userId, new EventOrder(seen, Long.MIN_VALUE, Integer.MIN_VALUE, 0, 0));
    }
  }

  /** Copies the owners, so that nobody can change them. */
  public Link {
    owners = List.copyOf(owners);
  }

  /** One of which there is no doubt. */
  public Link(
      List<Owner> owners,
      @Nullable String forgottenFirst,
      long sharedUntil,
      LinkConsent consent,
      @Nullable String claimedBy,
      long confirmedAt) {
    this(owners, forgottenFirst, sharedUntil, consent, claimedBy, confirmedAt, CERTAIN);
  }

  /**
   * Learns that one event named the identifier together with a user.
   *
   * @param userId the user
   * @param order which event, without its message; events may come in any order
   * @param now the job's clock, epoch milliseconds
   * @param noteEveryMs how much later than the last one a further event of the same user is noted
   */
  Link learn(String userId, EventOrder order, long now, long noteEveryMs) {
    int at = indexAt(order);
    Owner before = at < 0 ? null : owners.get(at);
    if (before != null && before.userId().equals(userId)) {
      if (before.isSeenAt(order.eventTime(), noteEveryMs)) {
        return confirmed(now);
      }
      List<Owner> changed = new ArrayList<>(owners);
      changed.set(at, before.seenAt(order.eventTime()));
      return withOwners(changed, now);
    }
    List<Owner> changed = new ArrayList<>(owners);
    boolean between = before != null && before.seen() > order.eventTime();
    Owner after = at + 1 < owners.size() ? owners.get(at + 1) : null;
    if (between) {
      changed.set(at, Owner.from(before.userId(), before.since()));
      changed.add(at + 1, before.resumed());
      changed.add(at + 1, Owner.from(userId, order));
    } else if (after != null && after.userId().equals(userId)) {
      changed.set(at + 1, new Owner(userId, order, after.seen()));
    } else {
      changed.add(at + 1, Owner.from(userId, order));
    }
    return withOwners(changed, now);
  }

  private Link withOwners(List<Owner> all, long now) {
    int tooMany = Math.max(0, all.size() - MAX_OWNERS);
    String first = forgottenFirst == null && tooMany > 0 ? all.get(0).userId() : forgottenFirst;
    List<Owner> kept = all.subList(tooMany, all.size());
    return new Link(kept, first, sharedUntil, consent, claimedBy, hourOf(now), uncertainSince);
  }

  /** Remembers who the identifier was first sent with. */
  Link claim(String ownerKey, long now) {
    return ownerKey.equals(claimedBy)
        ? this
        : new Link(
            owners, forgottenFirst, sharedUntil, consent, ownerKey, hourOf(now), uncertainSince);
  }

  /**
   * Marks the identifier as shared if more users than that were seen with it within the window
   * before the newest login; for as long as the window again.
   */
  Link sharedByMoreThan(int users, long windowMs) {
    if (owners.size() <= users) {
      return this;
    }
    long newest = owners.get(owners.size() - 1).since().eventTime();
    Set<String> recent = new HashSet<>();
    for (Owner owner : owners) {
      boolean known = !owner.userId().equals(NOBODY);
      if (known && newest - owner.since().eventTime() < windowMs) {
        recent.add(owner.userId());
      }
    }
    long until = newest > Long.MAX_VALUE - windowMs ? Long.MAX_VALUE : newest + windowMs;
    return recent.size() <= users || sharedUntil >= until
        ? this
        : new Link(owners, forgottenFirst, until, consent, claimedBy, confirmedAt, uncertainSince);
  }

  /** Whether nobody can say who used the identifier at that time. */
  boolean isSharedAt(long eventTime) {
    return eventTime < sharedUntil;
  }

  /** The same with other answers. */
  Link withConsent(LinkConsent answers) {
    return answers.equals(consent)
        ? this
        : new Link(
            owners, forgottenFirst, sharedUntil, answers, claimedBy, confirmedAt, uncertainSince);
  }

  /**
   * Confirms that the identifier is in use: who it was first sent with is known for as long as
   * Insider may find that one by it. Told once an hour, so that few events write state.
   *
   * @param now the job's clock, epoch milliseconds
   */
  Link used(long now) {
    return confirmedAt == NEVER && equals(UNKNOWN) ? this : confirmed(now);
  }

  /**
   * The same without what is known of a person from before the person asked to be forgotten. Whose
   * the identifier was at the person's times nobody knows then: what comes late from there must not
   * become another's. What was learned since stays, as the person came back, and so does all that
   * is known of others.
   *
   * @param ownerKey the person's key
   * @param at when the person asked, epoch milliseconds of event time
   */
  Link without(String ownerKey, long at) {
    List<Owner> left = new ArrayList<>(owners.size());
    boolean cameBack = false;
    for (Owner owner : owners) {
      if (!owner.is(ownerKey)) {
        left.add(owner);
      } else if (owner.seen() <= at) {
        left.add(Owner.from(NOBODY, owner.since()));
      } else {
        cameBack = true;
        if (owner.since().eventTime() <= at) {
          left.add(Owner.from(NOBODY, owner.since()));
          left.add(owner.resumed());
        } else {
          left.add(owner);
        }
      }
    }
    boolean first =
        forgottenFirst != null && Identifier.uuid(forgottenFirst).key().equals(ownerKey);
    String claim = ownerKey.equals(claimedBy) && !cameBack ? null : claimedBy;
    LinkConsent answers = consent.without(ownerKey, at, this);
    List<Owner> kept = left.subList(Math.max(0, left.size() - MAX_OWNERS), left.size());
    String earliest = first ? NOBODY : forgottenFirst;
    Link rest = new Link(kept, earliest, sharedUntil, answers, claim, confirmedAt, uncertainSince);
    if (!rest.namesNobody()) {
      return rest;
    }
    return kept.isEmpty()
        ? UNKNOWN
        : new Link(kept, null, NEVER, LinkConsent.NONE, null, confirmedAt, uncertainSince);
  }

  /**
   * The same with a doubt, which nobody but time can clear up.
   *
   * @param checkpoint the last one that has begun
   * @param now the job's clock, epoch milliseconds
   */
  Link uncertain(long checkpoint, long now) {
    return checkpoint == uncertainSince
        ? this
        : new Link(
            owners,
            forgottenFirst,
            sharedUntil,
            consent,
            claimedBy,
            confirmedAt == NEVER ? hourOf(now) : confirmedAt,
            checkpoint);
  }

  /** Whether a failure could take back what was decided, unless a checkpoint holds it. */
  boolean isUncertain() {
    return uncertainSince != CERTAIN;
  }

  /** The same without doubt. */
  Link certain() {
    if (!isUncertain()) {
      return this;
    }
    return owners.isEmpty() && namesNobody()
        ? UNKNOWN
        : new Link(owners, forgottenFirst, sharedUntil, consent, claimedBy, confirmedAt);
  }

  /**
   * Whether nothing of anybody is left but that somebody had the identifier once. That much is kept
   * until the time to live ends: without it, what comes late from a forgotten person's time would
   * be from before the first known user, and would become the next user's.
   */
  boolean namesNobody() {
    return claimedBy == null
        && consent.equals(LinkConsent.NONE)
        && (forgottenFirst == null || known(forgottenFirst) == null)
        && owners.stream().allMatch(owner -> known(owner.userId()) == null);
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
   * The user that an event belongs to. An event from before the first known user belongs to that
   * user: it is the person who then signed in.
   *
   * @param order which event, without its message
   * @return null if no user is known, if that time is too long ago to tell, or stitching is off
   */
  @Nullable
  String userAt(EventOrder order, Stitching stitching) {
    if (owners.isEmpty() || stitching == Stitching.OFF) {
      return null;
    }
    if (stitching == Stitching.FIRST_KNOWN) {
      return firstKnown();
    }
    int at = indexAt(order);
    if (at < 0) {
      return forgottenFirst == null ? known(owners.get(0).userId()) : null;
    }
    return known(owners.get(at).userId());
  }

  @Nullable
  private String firstKnown() {
    if (forgottenFirst != null && known(forgottenFirst) != null) {
      return forgottenFirst;
    }
    for (Owner owner : owners) {
      if (known(owner.userId()) != null) {
        return owner.userId();
      }
    }
    return null;
  }

  @Nullable
  private static String known(String userId) {
    return userId.equals(NOBODY) ? null : userId;
  }

  /** The last known user at the end of a millisecond; null if nobody can say. */
  @Nullable
  String userAt(long eventTime) {
    return userAt(
        new EventOrder(
            eventTime, Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
        Stitching.LAST_KNOWN);
  }

  private int indexAt(EventOrder order) {
    int at = owners.size() - 1;
    while (at >= 0 && owners.get(at).since().compareTo(order) > 0) {
      at--;
    }
    return at;
  }

  private Link confirmed(long now) {
    return hourOf(now) <= confirmedAt
        ? this
        : new Link(
            owners, forgottenFirst, sharedUntil, consent, claimedBy, hourOf(now), uncertainSince);
  }

  private static long hourOf(long now) {
    return Math.floorDiv(now, HOUR_MS) * HOUR_MS;
  }
}
