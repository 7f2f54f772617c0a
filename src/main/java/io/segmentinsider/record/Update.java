package io.segmentinsider.record;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What one matching mapping makes of one event: one user object with identifiers, attributes and
 * events, on its way to its owner.
 *
 * @param header where it comes from
 * @param operation what is asked of Insider
 * @param person whose it is
 * @param suppression the rule that keeps this update back, decided at mapping; null if none does
 * @param skipHook whether it is history that must not start journeys
 * @param progress what happened to it so far
 * @param data attributes and events
 */
public record Update(
    UpdateHeader header,
    Operation operation,
    Person person,
    @Nullable String suppression,
    boolean skipHook,
    Progress progress,
    UserData data) {

  /**
   * The suppression of a deletion or a change of a user id from a topic that is not trusted with
   * what can't be undone.
   */
  public static final String UNTRUSTED_SOURCE = "untrusted-source";

  /** The suppression of an event whose user's data the company has asked to keep back. */
  public static final String SUPPRESSED_USER = "suppressed-user";

  /** A new update, to which nothing has happened yet. */
  public Update(
      UpdateHeader header,
      Operation operation,
      Person person,
      @Nullable String suppression,
      UserData data) {
    this(header, operation, person, suppression, false, Progress.NONE, data);
  }

  /**
   * What happened to an update so far.
   *
   * @param refusedEvents how many dead letters of scope event it left
   * @param sequence its number among its owner's updates, given by the profile stage; 0 before
   * @param repairs what was put right
   */
  public record Progress(int refusedEvents, long sequence, Repairs repairs) {

    /** Nothing happened. */
    public static final Progress NONE = new Progress(0, 0, Repairs.NONE);
  }

  /** Where the event stands in Kafka. */
  public SourcePosition origin() {
    return header.texts().origin();
  }

  /** The Kafka timestamp, epoch milliseconds. */
  public long recordTime() {
    return header.order().recordTime();
  }

  /** When it happened, epoch milliseconds. */
  public long eventTime() {
    return header.order().eventTime();
  }

  /** The event's message id, or {@code sha256:} and a digest of its canonical JSON. */
  public String messageId() {
    return header.texts().messageId();
  }

  /** The name of the mapping. */
  public String mappingName() {
    return header.texts().mappingName();
  }

  /** The event's own {@code anonymousId}, whatever the mapping makes of it; null without one. */
  @Nullable
  public String anonymousId() {
    return header.texts().anonymousId();
  }

  /** The event's own {@code userId}, whatever the mapping makes of it; null without one. */
  @Nullable
  public String userId() {
    return header.texts().userId();
  }

  /** Whether a replay marked it: it passes the repeat check. */
  public boolean replayed() {
    return header.replayed();
  }

  /** What the mapping names as identifiers. */
  public List<Identifier> identifiers() {
    return person.identifiers();
  }

  /** The first identifier of a kind; null if the event names none. */
  @Nullable
  public Identifier identifier(Identifier.Kind kind) {
    return person.identifier(kind);
  }

  /** The custom identifier of that name; null if the event does not name it. */
  @Nullable
  public Identifier customIdentifier(String name) {
    return person.customIdentifier(name);
  }

  /** The user id that the event names; null if it names none. */
  @Nullable
  public String namedUserId() {
    return person.namedUserId();
  }

  /** The user id that a link filled in; null if none did. */
  @Nullable
  public String stitchedUserId() {
    return person.stitchedUserId();
  }

  /** The user id in whose record and queue it is, or that an alias replaces; null if neither. */
  @Nullable
  public String previousUserId() {
    return person.previousUserId();
  }

  /** What the event itself answers when its person is asked for consent; null if nothing. */
  @Nullable
  public Boolean gdprOptin() {
    return person.gdprOptin();
  }

  /** Events of it that became dead letters of their own so far. */
  public int refusedEvents() {
    return progress.refusedEvents();
  }

  /** Its number among its owner's updates, given by the profile stage; 0 before. */
  public long sequence() {
    return progress.sequence();
  }

  /** What was put right on the way so far. */
  public Repairs repairs() {
    return progress.repairs();
  }

  /**
   * What stands at the first rung for a device that the mapping leaves out: the event's own ids, so
   * that repeats of it meet there.
   */
  public String repeatKey() {
    if (anonymousId() != null) {
      return Identifier.device(anonymousId()).key();
    }
    return userId() != null ? Identifier.uuid(userId()).key() : "message:" + messageId();
  }

  /**
   * The person it is delivered for: the user id that the event names, else the one that a link
   * filled in, else the strongest identifier: custom, e-mail, phone number, device. A user whose id
   * changed stays under the first one.
   */
  public String owner() {
    String owner = person.ownerKey();
    return owner != null ? owner : repeatKey();
  }

  /**
   * The user id that the event names, else the one that a link filled in; null if there is none.
   */
  @Nullable
  public String ownerUserId() {
    return person.userId();
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
    Boolean own = person.gdprOptin();
    GdprOptin known = person.knownOptin();
    if (own == null && known == null) {
      return null;
    }
    String owner = owner();
    return GdprOptin.newer(
        own == null ? null : new GdprOptin(own, eventTime(), owner),
        known == null || !known.owner().equals(owner) ? null : known);
  }

  /** This update with the user id that a link knows. */
  public Update withStitchedUserId(String user) {
    return of(person.withStitchedUserId(user));
  }

  /** This update as history, which starts no journeys. */
  public Update withSkipHook() {
    return new Update(header, operation, person, suppression, true, progress, data);
  }

  /** This update kept back by a rule. */
  public Update withSuppression(String rule) {
    return new Update(header, operation, person, rule, skipHook, progress, data);
  }

  /** This update with what was put right on the way to it. */
  public Update withRepairs(Repairs made) {
    return with(new Progress(progress.refusedEvents(), progress.sequence(), made), data);
  }

  /** This update without its own opt-in, which its owner did not give; a refusal stays. */
  public Update withoutOptIn() {
    return Boolean.TRUE.equals(gdprOptin())
        ? of(person.withOptins(null, person.knownOptin()))
        : this;
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
    GdprOptin before = person.knownOptin();
    boolean ofAnother = before == null || !before.owner().equals(known.owner());
    return of(person.withOptins(gdprOptin(), ofAnother ? known : GdprOptin.newer(known, before)));
  }

  /**
   * This update in the record and queue of the first user id of its person, with what is known of
   * the person's consent.
   */
  public Update ownedBy(String first) {
    GdprOptin known = ownersOptin();
    String owner = Identifier.uuid(first).key();
    return of(
        new Person(
            identifiers(),
            stitchedUserId(),
            first,
            gdprOptin(),
            known == null ? null : new GdprOptin(known.optedIn(), known.at(), owner)));
  }

  /** This update under the user id that Insider has of its person now, in the same queue. */
  public Update named(String current) {
    List<Identifier> named = new ArrayList<>(identifiers().size());
    for (Identifier identifier : identifiers()) {
      named.add(identifier.kind() == Identifier.Kind.UUID ? Identifier.uuid(current) : identifier);
    }
    return of(
        new Person(
            named,
            stitchedUserId() == null ? null : current,
            previousUserId() == null ? ownerUserId() : previousUserId(),
            gdprOptin(),
            person.knownOptin()));
  }

  /**
   * This change or deletion of user ids, decided.
   *
   * @param first the first user id of the person, in whose queue it is made
   * @param names what it is about
   */
  public Update decided(String first, List<Identifier> names) {
    return of(new Person(names, null, first, gdprOptin(), person.knownOptin()));
  }

  /**
   * This request as far as it is about one user id of the person.
   *
   * @param newOperation what becomes of that id
   */
  public Update aboutUser(Operation newOperation, String user) {
    Person about = new Person(List.of(Identifier.uuid(user)), null, null, gdprOptin(), null);
    return new Update(header, newOperation, about, null, skipHook, progress, data);
  }

  /**
   * This change of a user id as the link that it is if the previous id is a device's. A link can be
   * undone, so the sender needs no trust.
   *
   * @param names the user id and the device
   */
  public Update asLink(List<Identifier> names) {
    String rule = UNTRUSTED_SOURCE.equals(suppression) ? null : suppression;
    Person linked = new Person(names, null, null, gdprOptin(), person.knownOptin());
    return new Update(header, Operation.LINK, linked, rule, skipHook, progress, data);
  }

  /**
   * What one step tells those behind or before it. It has no origin of its own.
   *
   * @param mappingName stands for the step
   * @param eventTime epoch milliseconds
   */
  public static Update message(
      String mappingName,
      Operation operation,
      long eventTime,
      @Nullable String anonymousId,
      @Nullable String userId,
      Person person) {
    SourcePosition nowhere = new SourcePosition("", 0, 0);
    return new Update(
        UpdateHeader.of(
            eventTime,
            eventTime,
            false,
            new UpdateHeader.Texts(nowhere, "", mappingName, anonymousId, userId)),
        operation,
        person,
        null,
        UserData.NONE);
  }

  /** This update with other identifiers, and the content that goes with them. */
  public Update withIdentifiers(List<Identifier> newIdentifiers, UserData newData) {
    Person other = person.withIdentifiers(newIdentifiers);
    return new Update(header, operation, other, suppression, skipHook, progress, newData);
  }

  /** This update with its number among its owner's updates and what is left of its content. */
  public Update numbered(long number, UserData newData) {
    return with(new Progress(progress.refusedEvents(), number, progress.repairs()), newData);
  }

  /**
   * This update with less content, after some of its events were refused.
   *
   * @param refused how many dead letters that left
   */
  public Update withRefusedEvents(int refused, UserData newData) {
    return with(
        new Progress(progress.refusedEvents() + refused, progress.sequence(), progress.repairs()),
        newData);
  }

  private Update of(Person other) {
    return new Update(header, operation, other, suppression, skipHook, progress, data);
  }

  private Update with(Progress newProgress, UserData newData) {
    return new Update(header, operation, person, suppression, skipHook, newProgress, newData);
  }

  /** Leaves out identifiers and content, which are personal data. */
  @Override
  public String toString() {
    return "Update[" + mappingName() + ", " + origin() + "]";
  }
}
