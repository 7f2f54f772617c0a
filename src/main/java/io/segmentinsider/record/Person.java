package io.segmentinsider.record;

import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/** Whose an update is, as far as the stages have found out, and what is known of the consent. */
public final class Person {

  /** What the key of a user begins with. */
  private static final String USER_KEY = Identifier.uuid("").key();

  private final List<Identifier> identifiers;
  @Nullable private final String stitchedUserId;
  @Nullable private final String previousUserId;
  @Nullable private final Boolean gdprOptin;
  @Nullable private final GdprOptin knownOptin;

  /** Like the hash of a {@code String}: two threads at worst compute the same. */
  @Nullable private String ownerKey;

  /**
   * A person.
   *
   * @param identifiers what the mapping names as identifiers; at most one of each default kind, but
   *     for a change or deletion of user ids that was decided: then the new id and the one that it
   *     replaces, or all ids of the person
   * @param stitchedUserId the user id that a link filled in; null if none did. Never overrides an
   *     identifier
   * @param previousUserId an earlier user id of the same person, in whose record and queue it is:
   *     the first one; of an alias, until that is decided, the id that it replaces; null otherwise
   * @param gdprOptin what the event itself answers when its person is asked for consent; null if
   *     nothing
   * @param knownOptin what a link knows to have been answered before by the person that it took for
   *     the owner; null if nothing
   */
  public Person(
      List<Identifier> identifiers,
      @Nullable String stitchedUserId,
      @Nullable String previousUserId,
      @Nullable Boolean gdprOptin,
      @Nullable GdprOptin knownOptin) {
    this.identifiers = List.copyOf(identifiers);
    this.stitchedUserId = stitchedUserId;
    this.previousUserId = previousUserId;
    this.gdprOptin = gdprOptin;
    this.knownOptin = knownOptin;
  }

  /** A person of whom only identifiers are known. */
  public static Person named(List<Identifier> identifiers) {
    return new Person(identifiers, null, null, null, null);
  }

  /** What the mapping names as identifiers. */
  public List<Identifier> identifiers() {
    return identifiers;
  }

  /** The user id that a link filled in; null if none did. */
  @Nullable
  public String stitchedUserId() {
    return stitchedUserId;
  }

  /** The user id in whose record and queue it is, or that an alias replaces; null if neither. */
  @Nullable
  public String previousUserId() {
    return previousUserId;
  }

  /** What the event itself answers when its person is asked for consent; null if nothing. */
  @Nullable
  public Boolean gdprOptin() {
    return gdprOptin;
  }

  /** What a link knows to have been answered before; null if nothing. */
  @Nullable
  public GdprOptin knownOptin() {
    return knownOptin;
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
   * The user id that the event names, else the one that a link filled in; null if there is none.
   */
  @Nullable
  public String userId() {
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

  /**
   * The key of whom it is delivered for: the earlier user id, else the user id that the event
   * names, else the one that a link filled in, else the strongest identifier: custom, e-mail, phone
   * number, device; null if there is none of these.
   */
  @Nullable
  public String ownerKey() {
    if (ownerKey == null) {
      String user = previousUserId == null ? userId() : previousUserId;
      ownerKey = user != null ? USER_KEY + user : strongestIdentifier();
    }
    return ownerKey;
  }

  @Nullable
  private String strongestIdentifier() {
    Identifier strongest = null;
    for (int i = 0; i < identifiers.size(); i++) {
      Identifier identifier = identifiers.get(i);
      if (strongest == null || identifier.strength() > strongest.strength()) {
        strongest = identifier;
      }
    }
    return strongest == null ? null : strongest.key();
  }

  Person withIdentifiers(List<Identifier> others) {
    return new Person(others, stitchedUserId, previousUserId, gdprOptin, knownOptin);
  }

  Person withStitchedUserId(String user) {
    return new Person(identifiers, user, previousUserId, gdprOptin, knownOptin);
  }

  Person withOptins(@Nullable Boolean own, @Nullable GdprOptin known) {
    Person same = new Person(identifiers, stitchedUserId, previousUserId, own, known);
    same.ownerKey = ownerKey;
    return same;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Person that
        && identifiers.equals(that.identifiers)
        && Objects.equals(stitchedUserId, that.stitchedUserId)
        && Objects.equals(previousUserId, that.previousUserId)
        && Objects.equals(gdprOptin, that.gdprOptin)
        && Objects.equals(knownOptin, that.knownOptin);
  }

  @Override
  public int hashCode() {
    return Objects.hash(identifiers, stitchedUserId, previousUserId, gdprOptin, knownOptin);
  }

  /** Names the kinds of identifiers only: they are personal data and must not reach a log. */
  @Override
  public String toString() {
    return identifiers.toString();
  }
}
