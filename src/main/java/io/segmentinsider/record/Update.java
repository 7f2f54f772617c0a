package io.segmentinsider.record;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What one matching mapping makes of one event: one user object with identifiers, attributes and
 * events, on its way to its owner.
 *
 * @param source where the event stands in Kafka
 * @param recordTime the Kafka timestamp, epoch milliseconds
 * @param messageId the event's message id, or {@code sha256:} and a digest of its canonical JSON
 * @param action the name of the mapping
 * @param operation what is asked of Insider
 * @param eventTime when it happened, epoch milliseconds
 * @param anonymousId the event's own {@code anonymousId}, whatever the mapping makes of it; null if
 *     it has none
 * @param userId the event's own {@code userId}, whatever the mapping makes of it; null if it has
 *     none
 * @param identifiers what the mapping names as identifiers; at most one of each default kind
 * @param stitchedUserId the user id that a link filled in; null if none did. Never overrides an
 *     identifier
 * @param previousUserId the user id that an alias replaced, whose record and lane it stays in; null
 *     otherwise
 * @param suppression the rule that keeps this update back, decided at mapping; null if none does
 * @param gdprOptin what the person last said, as known on the way so far; null if unknown
 * @param gdprTime when the person said so, epoch milliseconds; 0 if unknown
 * @param skipHook whether it is history that must not start journeys
 * @param replayed whether a replay marked it: it passes the repeat check
 * @param refusedEvents events of it that became dead letters of their own so far
 * @param sequence its number among its owner's updates, given by the profile stage; 0 before
 * @param data attributes and events
 */
public record Update(
    SourcePosition source,
    long recordTime,
    String messageId,
    String action,
    Operation operation,
    long eventTime,
    @Nullable String anonymousId,
    @Nullable String userId,
    List<Identifier> identifiers,
    @Nullable String stitchedUserId,
    @Nullable String previousUserId,
    @Nullable String suppression,
    @Nullable Boolean gdprOptin,
    long gdprTime,
    boolean skipHook,
    boolean replayed,
    int refusedEvents,
    long sequence,
    UserData data) {

  /** Copies the identifiers, so that nobody can change them on the way. */
  public Update {
    identifiers = List.copyOf(identifiers);
  }

  /**
   * The key of the first rung, which must not depend on the mapping: repeats of one event meet
   * there whatever the mapping makes of them.
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
    for (Identifier identifier : identifiers) {
      if (identifier.kind() == kind) {
        return identifier;
      }
    }
    return null;
  }

  /** The custom identifier of that name; null if the event does not name it. */
  @Nullable
  public Identifier customIdentifier(String name) {
    for (Identifier identifier : identifiers) {
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
   * changed stays under the previous one.
   */
  public String owner() {
    if (previousUserId != null) {
      return Identifier.uuid(previousUserId).key();
    }
    String user = ownerUserId();
    return user != null ? Identifier.uuid(user).key() : strongestIdentifier();
  }

  /**
   * The user id that the event names, else the one that a link filled in; null if there is none.
   */
  @Nullable
  public String ownerUserId() {
    String named = namedUserId();
    return named != null ? named : stitchedUserId;
  }

  private String strongestIdentifier() {
    Identifier strongest = null;
    for (Identifier identifier : identifiers) {
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
        source,
        recordTime,
        messageId,
        action,
        operation,
        eventTime,
        anonymousId,
        userId,
        identifiers,
        stitchedUserId,
        previousUserId,
        suppression,
        gdprOptin,
        gdprTime,
        true,
        replayed,
        refusedEvents,
        sequence,
        data);
  }

  /** This update kept back by a rule. */
  public Update withSuppression(String rule) {
    return new Update(
        source,
        recordTime,
        messageId,
        action,
        operation,
        eventTime,
        anonymousId,
        userId,
        identifiers,
        stitchedUserId,
        previousUserId,
        rule,
        gdprOptin,
        gdprTime,
        skipHook,
        replayed,
        refusedEvents,
        sequence,
        data);
  }

  /** This update with what a link or record knows of the person's consent. */
  public Update withConsent(@Nullable Boolean consent, long consentTime) {
    return new Update(
        source,
        recordTime,
        messageId,
        action,
        operation,
        eventTime,
        anonymousId,
        userId,
        identifiers,
        stitchedUserId,
        previousUserId,
        suppression,
        consent,
        consentTime,
        skipHook,
        replayed,
        refusedEvents,
        sequence,
        data);
  }

  /**
   * This update for a user whose id changed: it names the new one, and stays in the lane of the
   * previous one.
   */
  public Update forwarded(String previous, String current) {
    List<Identifier> renamed = new ArrayList<>(identifiers.size());
    for (Identifier identifier : identifiers) {
      boolean isPrevious =
          identifier.kind() == Identifier.Kind.UUID && identifier.value().equals(previous);
      renamed.add(isPrevious ? Identifier.uuid(current) : identifier);
    }
    return new Update(
        source,
        recordTime,
        messageId,
        action,
        operation,
        eventTime,
        anonymousId,
        userId,
        renamed,
        previous.equals(stitchedUserId) ? current : stitchedUserId,
        previous,
        suppression,
        gdprOptin,
        gdprTime,
        skipHook,
        replayed,
        refusedEvents,
        sequence,
        data);
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
        source,
        recordTime,
        messageId,
        action,
        operation,
        eventTime,
        anonymousId,
        userId,
        newIdentifiers,
        newStitchedUserId,
        previousUserId,
        suppression,
        gdprOptin,
        gdprTime,
        skipHook,
        replayed,
        newRefusedEvents,
        newSequence,
        newData);
  }

  /** Leaves out identifiers and content, which are personal data. */
  @Override
  public String toString() {
    return "Update[" + action + ", " + source + "]";
  }
}
