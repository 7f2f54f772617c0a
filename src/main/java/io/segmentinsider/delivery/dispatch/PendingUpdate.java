package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * An update that is not delivered yet. Its content is decoded once, when it arrives.
 *
 * <p>One that is too large goes out in parts, one after the other: state holds the whole of it
 * until the last part is taken, and what is sent again after a crash Insider stores once.
 *
 * @param update as it arrived, or what is left of it after refusals
 * @param content its attributes and events, or those of the part that is sent now
 * @param arrivedAt when it came here, milliseconds
 * @param mayHaveBeenSent whether it comes from a checkpoint, so that an attempt before it may have
 *     sent it
 * @param separate whether it shares a user object with no other update, as an answer was not clear
 * @param firstEvent how many events stood in the parts before
 * @param rest what is sent after this part; null if nothing
 */
record PendingUpdate(
    Update update,
    UserData.Content content,
    long arrivedAt,
    boolean mayHaveBeenSent,
    boolean separate,
    int firstEvent,
    @Nullable UserData.Content rest) {

  /** What an update takes in memory beside its data, roughly, if its ids are of usual length. */
  private static final int OVERHEAD = 300;

  /** What longer ids take beyond that counts too: a sender chooses up to 1,000 letters for each. */
  private static final int USUAL_ID_BYTES = 600;

  static PendingUpdate arrived(Update update, long now) {
    return next(update, update.data().decode(), now, false, 0);
  }

  static PendingUpdate restored(Update update, long now) {
    return next(update, update.data().decode(), now, true, 0);
  }

  /**
   * What is sent next of what is unsent, each by a call of its own: identifiers are changed first,
   * one after the other, and attributes are removed last.
   */
  private static PendingUpdate next(
      Update update,
      UserData.Content unsent,
      long arrivedAt,
      boolean mayHaveBeenSent,
      int firstEvent) {
    UserData.Content first = unsent;
    UserData.Content rest = null;
    if (isDeletion(update)) {
      return new PendingUpdate(update, unsent, arrivedAt, mayHaveBeenSent, false, firstEvent, null);
    }
    if (!unsent.replaced().isEmpty()) {
      List<Identifier> replaced = unsent.replaced();
      first = change(unsent.shape(), replaced.subList(0, 1));
      rest =
          joined(
              unsent.withoutReplaced(),
              change(unsent.shape(), replaced.subList(1, replaced.size())));
      if (rest.isEmpty()) {
        rest = null;
      }
    } else if (unsent.removesAttributes()) {
      first = unsent.withoutRemovals();
      rest = unsent.removals();
      if (first.isEmpty()) {
        first = rest;
        rest = null;
      }
    }
    return new PendingUpdate(update, first, arrivedAt, mayHaveBeenSent, false, firstEvent, rest);
  }

  private static UserData.Content change(UserData.Shape shape, List<Identifier> replaced) {
    return new UserData.Content(shape, List.of(), List.of(), replaced);
  }

  /** Whether what is sent now changes an identifier of the person. */
  boolean changesIdentifier() {
    return !isDeletion() && !content.replaced().isEmpty();
  }

  /** Whether it deletes the person. */
  boolean isDeletion() {
    return isDeletion(update);
  }

  private static boolean isDeletion(Update update) {
    return update.operation() == Operation.DELETE || update.operation() == Operation.FORGET;
  }

  /** The same after Insider refused to change the identifier, which its receipt says. */
  PendingUpdate withRefusedChange() {
    return new PendingUpdate(
        update.withRepairs(update.repairs().with(Repair.Kind.IDENTIFIER_CHANGE_REFUSED)),
        content,
        arrivedAt,
        mayHaveBeenSent,
        separate,
        firstEvent,
        rest);
  }

  /** The endpoint that takes what is sent now. */
  Endpoint endpoint() {
    return switch (update.operation()) {
      case DELETE, FORGET -> Endpoint.DELETE;
      case CHANGE_USER_ID -> Endpoint.IDENTITY;
      case UPSERT, LINK, ERASE, MOVE, SUPPRESS, UNSUPPRESS -> endpointOfContent();
    };
  }

  private Endpoint endpointOfContent() {
    if (changesIdentifier()) {
      return Endpoint.IDENTITY;
    }
    return content.removesAttributes() ? Endpoint.ATTRIBUTE_DELETE : Endpoint.UPSERT;
  }

  /** This update, to be sent without others. */
  PendingUpdate separated() {
    return separate ? this : with(content, true, firstEvent, rest);
  }

  /** This update, to share a user object again. */
  PendingUpdate joinable() {
    return separate ? with(content, false, firstEvent, rest) : this;
  }

  /** Whether it can go out in parts: attributes stay with the first event. */
  boolean canBeSplit() {
    return content.events().size() > 1;
  }

  /** The first half of the events, with the attributes; the other half is the rest. */
  PendingUpdate firstPart() {
    List<EventEntry> events = content.events();
    int middle = events.size() / 2;
    UserData.Content first =
        new UserData.Content(content.shape(), content.attributes(), events.subList(0, middle));
    UserData.Content others =
        new UserData.Content(
            content.shape().withoutEmptyAttributes(),
            List.of(),
            events.subList(middle, events.size()));
    return with(first, separate, firstEvent, joined(others, rest));
  }

  /** What is to be sent after this was delivered; null if it was the last part. */
  @Nullable
  PendingUpdate nextPart() {
    if (isDeletion() && update.identifiers().size() > 1) {
      List<Identifier> left = update.identifiers().subList(1, update.identifiers().size());
      Update others = update.withIdentifiers(left, update.data());
      return next(others, content, arrivedAt, mayHaveBeenSent, firstEvent);
    }
    return rest == null
        ? null
        : next(update, rest, arrivedAt, mayHaveBeenSent, firstEvent + content.events().size());
  }

  /** Whether a part of it was delivered. */
  boolean isContinued() {
    return firstEvent > 0;
  }

  /** What Insider has not taken yet. */
  UserData.Content unsent() {
    return joined(content, rest);
  }

  /**
   * What is left after some of its events were refused; the part behind it if nothing of this one
   * is left.
   *
   * @param refusedEvents how many dead letters they left
   * @param kept what is left of the content
   * @return null if nothing is left at all
   */
  @Nullable
  PendingUpdate without(int refusedEvents, UserData.Content kept) {
    UserData.Content now = kept;
    UserData.Content then = rest;
    if (now.isEmpty()) {
      if (then == null) {
        return null;
      }
      // What comes next may be more than one call, as it is after a part that was taken.
      return next(
          update.withRefusedEvents(refusedEvents, UserData.of(then)),
          then,
          arrivedAt,
          mayHaveBeenSent,
          firstEvent);
    }
    UserData.Content unsent = joined(now, then);
    UserData data = UserData.of(unsent);
    return new PendingUpdate(
        update.withRefusedEvents(refusedEvents, data),
        now,
        arrivedAt,
        mayHaveBeenSent,
        separate,
        firstEvent,
        then);
  }

  private PendingUpdate with(
      UserData.Content newContent,
      boolean newSeparate,
      int newFirstEvent,
      @Nullable UserData.Content newRest) {
    return new PendingUpdate(
        update, newContent, arrivedAt, mayHaveBeenSent, newSeparate, newFirstEvent, newRest);
  }

  private static UserData.Content joined(
      UserData.Content first, @Nullable UserData.Content second) {
    if (second == null) {
      return first;
    }
    List<Attribute> attributes = new ArrayList<>(first.attributes());
    attributes.addAll(second.attributes());
    List<EventEntry> events = new ArrayList<>(first.events());
    events.addAll(second.events());
    List<Identifier> replaced = new ArrayList<>(first.replaced());
    replaced.addAll(second.replaced());
    return new UserData.Content(first.shape(), attributes, events, replaced);
  }

  /** Its share of the waiting bytes. */
  int sizeInBytes() {
    return update.data().sizeInBytes() + OVERHEAD + Math.max(0, idBytes() - USUAL_ID_BYTES);
  }

  /** Texts of the header are there encoded and decoded; a letter takes two bytes at most. */
  private int idBytes() {
    int letters = update.owner().length();
    for (Identifier identifier : update.identifiers()) {
      letters += identifier.value().length();
      letters += identifier.claimedBy() == null ? 0 : identifier.claimedBy().length();
    }
    return 2 * (letters + update.header().sizeInBytes());
  }

  /** Bytes of its attributes and events, which its user object is somewhat larger than. */
  int contentBytes() {
    return update.data().sizeInBytes();
  }

  /** The device that it names; null if it names none. */
  @Nullable
  String device() {
    Identifier device = update.customIdentifier(Identifier.SEGMENT_ANONYMOUS_ID);
    return device == null ? null : device.value();
  }

  /**
   * Whether both may stand in one user object: the same flags, the same identifiers but for the
   * device, and nothing behind them. A user id that a link filled in is sent as one that the event
   * names, so that a person whose events name the user only at times need not take two requests
   * each time.
   */
  boolean joinsButForDevice(PendingUpdate other) {
    return !separate
        && !other.separate
        && endpoint() == Endpoint.UPSERT
        && other.endpoint() == Endpoint.UPSERT
        && rest == null
        && other.rest == null
        && !isContinued()
        && Objects.equals(update.ownerUserId(), other.update.ownerUserId())
        && update.skipHook() == other.update.skipHook()
        && content.shape().isSameButForAttributes(other.content.shape())
        && (update.identifiers().equals(other.update.identifiers())
            || haveOthersInCommon(update, other.update));
  }

  /** Whether they name the same person by something else than a device, and differ in nothing. */
  private static boolean haveOthersInCommon(Update one, Update other) {
    List<Identifier> others = withoutDevice(one);
    return !others.isEmpty() && others.equals(withoutDevice(other));
  }

  /** As the user object has them: a user id that a link filled in comes first. */
  private static List<Identifier> withoutDevice(Update update) {
    List<Identifier> others = new ArrayList<>(update.identifiers().size() + 1);
    if (update.namedUserId() == null && update.stitchedUserId() != null) {
      others.add(Identifier.uuid(update.stitchedUserId()));
    }
    for (Identifier identifier : update.identifiers()) {
      if (!identifier.isDevice()) {
        others.add(identifier);
      }
    }
    return others;
  }
}
