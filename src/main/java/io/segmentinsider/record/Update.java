package io.segmentinsider.record;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What one matching mapping makes of one event: one user object with identifiers, attributes and
 * events, on its way to its owner.
 *
 * @param origin where the event stands in Kafka
 * @param recordTime the Kafka timestamp, epoch milliseconds
 * @param messageId the event's message id, or {@code sha256:} and a digest of its canonical JSON
 * @param mappingName the name of the mapping
 * @param operation what is asked of Insider
 * @param eventTime when it happened, epoch milliseconds
 * @param anonymousId the event's own {@code anonymousId}, whatever the mapping makes of it; null if
 *     it has none
 * @param userId the event's own {@code userId}, whatever the mapping makes of it; null if it has
 *     none
 * @param identifiers what the mapping names as identifiers; at most one of each default kind, but
 *     for a change or deletion of user ids that was decided: then the new id and the one that it
 *     replaces, or all ids of the person
 * @param stitchedUserId the user id that a link filled in; null if none did. Never overrides an
 *     identifier
 * @param previousUserId an earlier user id of the same person, in whose record and queue it is: the
 *     first one; of an alias, until that is decided, the id that it replaces; null otherwise
 * @param suppression the rule that keeps this update back, decided at mapping; null if none does
 * @param gdprOptin what the event itself answers when its person is asked for consent; null if
 *     nothing
 * @param knownOptin what a link knows to have been answered before by the person that it took for
 *     the owner; null if nothing
 * @param skipHook whether it is history that must not start journeys
 * @param replayed whether a replay marked it: it passes the repeat check
 * @param refusedEvents events of it that became dead letters of their own so far
 * @param sequence its number among its owner's updates, given by the profile stage; 0 before
 * @param data attributes and events
 * @param repairs what was put right on the way so far
 */
public record Update(
    SourcePosition origin,
    long recordTime,
    String messageId,
    String mappingName,
    Operation operation,
    long eventTime,
    @Nullable String anonymousId,
    @Nullable String userId,
    List<Identifier> identifiers,
    @Nullable String stitchedUserId,
    @Nullable String previousUserId,
    @Nullable String suppression,
    @Nullable Boolean gdprOptin,
    @Nullable GdprOptin knownOptin,
    boolean skipHook,
    boolean replayed,
    int refusedEvents,
    long sequence,
    UserData data,
    Repairs repairs) {

  /**
   * The suppression of a deletion or a change of a user id from a topic that is not trusted with
   * what can't be undone.
   */
  public static final String UNTRUSTED_SOURCE = "untrusted-source";

  /** The suppression of an event whose user's data the company has asked to keep back. */
  public static final String SUPPRESSED_USER = "suppressed-user";

  /** What the key of a user begins with. */
  private static final String USER_KEY = Identifier.uuid("").key();

  /** Copies the identifiers, so that nobody can change them on the way. */
  public Update {
    identifiers = List.copyOf(identifiers);
  }

  /**
   * What stands at the first rung for a device that the mapping leaves out: the event's own ids, so
   * that repeats of it meet there.
   */
  public String repeatKey() {
    if (anonymousId != null) {
      return Identifier.device(anonymousId).key();
    }
    return userId != null ? Identifier.uuid(userId).key() : "message:" + messageId;
  }

  /** The first identifier of a kind; null if the event names none. */
  @Nullable
  public Identifier identifier(Identifier.Kind kind) {
    for (int i = 0; i < identifiers.size(); i++) {
      Identifier identifier = identifiers.get(i);
      if (identifier.kind() == kind) {
        return identifier;
      }
    }
    return null;
  }

  /** The custom identifier of that name; null if the event does not name it. */
  @Nullable
  public Identifier customIdentifier(String name) {
    for (int i = 0; i < identifiers.size(); i++) {
      Identifier identifier = identifiers.get(i);
      if (identifier.kind() == Identifier.Kind.CUSTOM && identifier.name().equals(name)) {
        return identifier;
      }
    }
    return null;
  }

  /** The user id that the event names; null if it names none. */
  @Nullable
  public String namedUserId() {
    Identifier uuid = identifier(Identifier.Kind.UUID);
    return uuid == null ? null : uuid.value();
  }

  /**
   * The person it is delivered for: the user id that the event names, else the one that a link
   * filled in, else the strongest identifier: custom, e-mail, phone number, device. A user whose id
   * changed stays under the first one.
   */
  public String owner() {
    String user = previousUserId == null ? ownerUserId() : previousUserId;
    return user != null ? USER_KEY + user : strongestIdentifier();
  }

  /**
   * The user id that the event names, else the one that a link filled in; null if there is none.
   */
  @Nullable
  public String ownerUserId() {
    String named = namedUserId();
    return named != null ? named : stitchedUserId;
  }

  /**
   * The user in whose profile Insider puts it although it names none: the one that an identifier of
   * it was first sent with; null if there is none.
   */
  @Nullable
  public String claimingUserId() {
    for (Identifier identifier : identifiers) {
      String owner = identifier.claimedBy();
      if (owner != null && owner.startsWith(USER_KEY)) {
        return owner.substring(USER_KEY.length());
      }
    }
    return null;
  }

  private String strongestIdentifier() {
    Identifier strongest = null;
    for (int i = 0; i < identifiers.size(); i++) {
      Identifier identifier = identifiers.get(i);
      if (strongest == null || identifier.strength() > strongest.strength()) {
        strongest = identifier;
      }
    }
    return strongest == null ? repeatKey() : strongest.key();
  }

  /** This update with the user id that a link knows. */
  public Update withStitchedUserId(String user) {
    return copy(identifiers, user, refusedEvents, sequence, data);
  }

  /** This update as history, which starts no journeys. */
  public Update withSkipHook() {
    return new Update(
        origin,
        recordTime,
        messageId,
        mappingName,
        operation,
        eventTime,
        anonymousId,
        userId,
        identifiers,
        stitchedUserId,
        previousUserId,
        suppression,
        gdprOptin,
        knownOptin,
        true,
        replayed,
        refusedEvents,
        sequence,
        data,
        repairs);
  }

  /** This update kept back by a rule. */
  public Update withSuppression(String rule) {
    return new Update(
        origin,
        recordTime,
        messageId,
        mappingName,
        operation,
        eventTime,
        anonymousId,
        userId,
        identifiers,
        stitchedUserId,
        previousUserId,
        rule,
        gdprOptin,
        knownOptin,
        skipHook,
        replayed,
        refusedEvents,
        sequence,
        data,
        repairs);
  }

  /** This update with what was put right on the way to it. */
  public Update withRepairs(Repairs made) {
    return new Update(
        origin,
        recordTime,
        messageId,
        mappingName,
        operation,
        eventTime,
        anonymousId,
        userId,
        identifiers,
        stitchedUserId,
        previousUserId,
        suppression,
        gdprOptin,
        knownOptin,
        skipHook,
        replayed,
        refusedEvents,
        sequence,
        data,
        made);
  }

  /**
   * What its owner last answered when asked for consent, as far as the update tells: the event's
   * own answer, or the one that a link knew. What was known of somebody else, before a stronger
   * rung found another owner, does not count.
   *
   * @return null if nothing is known
   */
  @Nullable
  public GdprOptin ownersOptin() {
    if (gdprOptin == null && knownOptin == null) {
      return null;
    }
    String owner = owner();
    return GdprOptin.newer(
        gdprOptin == null ? null : new GdprOptin(gdprOptin, eventTime, owner),
        knownOptin == null || !knownOptin.owner().equals(owner) ? null : knownOptin);
  }

  /** This update without its own opt-in, which its owner did not give; a refusal stays. */
  public Update withoutOptIn() {
    return Boolean.TRUE.equals(gdprOptin) ? withOptins(null, knownOptin) : this;
  }

  /**
   * This update with what a link knows of its owner's consent.
   *
   * @param known null if nothing
   */
  public Update withKnownOptin(@Nullable GdprOptin known) {
    if (known == null) {
      return this;
    }
    boolean ofAnother = knownOptin == null || !knownOptin.owner().equals(known.owner());
    return withOptins(gdprOptin, ofAnother ? known : GdprOptin.newer(known, knownOptin));
  }

  private Update withOptins(@Nullable Boolean newGdprOptin, @Nullable GdprOptin newKnownOptin) {
    return new Update(
        origin,
        recordTime,
        messageId,
        mappingName,
        operation,
        eventTime,
        anonymousId,
        userId,
        identifiers,
        stitchedUserId,
        previousUserId,
        suppression,
        newGdprOptin,
        newKnownOptin,
        skipHook,
        replayed,
        refusedEvents,
        sequence,
        data,
        repairs);
  }

  /**
   * This update in the record and queue of the first user id of its person, with what is known of
   * the person's consent.
   */
  public Update ownedBy(String first) {
    GdprOptin known = ownersOptin();
    String owner = Identifier.uuid(first).key();
    return moved(
        operation,
        identifiers,
        stitchedUserId,
        first,
        suppression,
        known == null ? null : new GdprOptin(known.optedIn(), known.at(), owner));
  }

  /** This update under the user id that Insider has of its person now, in the same queue. */
  public Update named(String current) {
    List<Identifier> named = new ArrayList<>(identifiers.size());
    for (Identifier identifier : identifiers) {
      named.add(identifier.kind() == Identifier.Kind.UUID ? Identifier.uuid(current) : identifier);
    }
    String first = previousUserId == null ? ownerUserId() : previousUserId;
    return moved(
        operation, named, stitchedUserId == null ? null : current, first, suppression, knownOptin);
  }

  /**
   * This change or deletion of user ids, decided.
   *
   * @param first the first user id of the person, in whose queue it is made
   * @param names what it is about
   */
  public Update decided(String first, List<Identifier> names) {
    return moved(operation, names, null, first, suppression, knownOptin);
  }

  /**
   * This request as far as it is about one user id of the person.
   *
   * @param newOperation what becomes of that id
   */
  public Update aboutUser(Operation newOperation, String user) {
    return moved(newOperation, List.of(Identifier.uuid(user)), null, null, null, null);
  }

  /**
   * This change of a user id as the link that it is if the previous id is a device's. A link can be
   * undone, so the sender needs no trust.
   *
   * @param names the user id and the device
   */
  public Update asLink(List<Identifier> names) {
    String rule = UNTRUSTED_SOURCE.equals(suppression) ? null : suppression;
    return moved(Operation.LINK, names, null, null, rule, knownOptin);
  }

  /**
   * What the step that decides on user ids tells the steps behind it. It has no origin of its own.
   *
   * @param userId whose it is
   * @param first the user id under whose record it belongs
   * @param eventTime epoch milliseconds
   */
  public static Update ofUserId(Operation operation, String userId, String first, long eventTime) {
    return new Update(
        new SourcePosition("", 0, 0),
        eventTime,
        "",
        "user-id",
        operation,
        eventTime,
        null,
        userId,
        List.of(Identifier.uuid(userId)),
        null,
        first,
        null,
        null,
        null,
        false,
        false,
        0,
        0,
        UserData.of(UserData.Shape.COMPACT, List.of(), List.of()),
        Repairs.NONE);
  }

  private Update moved(
      Operation newOperation,
      List<Identifier> newIdentifiers,
      @Nullable String newStitchedUserId,
      @Nullable String newPreviousUserId,
      @Nullable String newSuppression,
      @Nullable GdprOptin newKnownOptin) {
    return new Update(
        origin,
        recordTime,
        messageId,
        mappingName,
        newOperation,
        eventTime,
        anonymousId,
        userId,
        newIdentifiers,
        newStitchedUserId,
        newPreviousUserId,
        newSuppression,
        gdprOptin,
        newKnownOptin,
        skipHook,
        replayed,
        refusedEvents,
        sequence,
        data,
        repairs);
  }

  /** This update with other identifiers, and the content that goes with them. */
  public Update withIdentifiers(List<Identifier> newIdentifiers, UserData newData) {
    return copy(newIdentifiers, stitchedUserId, refusedEvents, sequence, newData);
  }

  /** This update with its number among its owner's updates and what is left of its content. */
  public Update numbered(long number, UserData newData) {
    return copy(identifiers, stitchedUserId, refusedEvents, number, newData);
  }

  /** This update with less content, after some of its events were refused. */
  public Update withRefusedEvents(int refused, UserData newData) {
    return copy(identifiers, stitchedUserId, refusedEvents + refused, sequence, newData);
  }

  private Update copy(
      List<Identifier> newIdentifiers,
      @Nullable String newStitchedUserId,
      int newRefusedEvents,
      long newSequence,
      UserData newData) {
    return new Update(
        origin,
        recordTime,
        messageId,
        mappingName,
        operation,
        eventTime,
        anonymousId,
        userId,
        newIdentifiers,
        newStitchedUserId,
        previousUserId,
        suppression,
        gdprOptin,
        knownOptin,
        skipHook,
        replayed,
        newRefusedEvents,
        newSequence,
        newData,
        repairs);
  }

  /** Leaves out identifiers and content, which are personal data. */
  @Override
  public String toString() {
    return "Update[" + mappingName + ", " + origin + "]";
  }
}
