package io.segmentinsider.delivery;

import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * An update that waits for its verdict. Its content is decoded once, when it arrives.
 *
 * <p>One that is too large goes out in parts, one after the other: state holds the whole of it
 * until the last part is settled, and what is sent again after a crash Insider stores once.
 *
 * @param update as it arrived, or what is left of it after refusals
 * @param content its attributes and events, or those of the part that is sent now
 * @param mayHaveBeenSent whether it comes from a checkpoint, so that an attempt before it may have
 *     sent it
 * @param firstEvent how many events stood in the parts before
 * @param rest what is sent after this part; null if nothing
 */
record Pending(
    Update update,
    UserData.Content content,
    boolean mayHaveBeenSent,
    int firstEvent,
    @Nullable UserData.Content rest) {

  static Pending of(Update update) {
    return new Pending(update, update.data().decode(), false, 0, null);
  }

  static Pending restored(Update update) {
    return new Pending(update, update.data().decode(), true, 0, null);
  }

  /** Whether it can go out in parts: attributes stay with the first event. */
  boolean canBeSplit() {
    return content.events().size() > 1;
  }

  /** The first half of the events, with the attributes; the other half is the rest. */
  Pending firstPart() {
    List<EventEntry> events = content.events();
    int middle = events.size() / 2;
    return new Pending(
        update,
        new UserData.Content(content.shape(), content.attributes(), events.subList(0, middle)),
        mayHaveBeenSent,
        firstEvent,
        joined(
            new UserData.Content(content.shape(), List.of(), events.subList(middle, events.size())),
            rest));
  }

  /** What is to be sent after this was delivered; null if it was the last part. */
  @Nullable
  Pending nextPart() {
    return rest == null
        ? null
        : new Pending(update, rest, mayHaveBeenSent, firstEvent + content.events().size(), null);
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
   * @param kept what is left of the content
   * @return null if nothing is left at all
   */
  @Nullable
  Pending without(int refusedEvents, UserData.Content kept) {
    UserData.Content now = kept;
    UserData.Content then = rest;
    if (now.isEmpty()) {
      if (then == null) {
        return null;
      }
      now = then;
      then = null;
    }
    UserData.Content unsent = joined(now, then);
    UserData data = UserData.of(unsent.shape(), unsent.attributes(), unsent.events());
    return new Pending(
        update.withRefusedEvents(refusedEvents, data), now, mayHaveBeenSent, firstEvent, then);
  }

  private static UserData.Content joined(
      UserData.Content first, @Nullable UserData.Content second) {
    if (second == null) {
      return first;
    }
    List<EventEntry> events = new ArrayList<>(first.events());
    events.addAll(second.events());
    return new UserData.Content(first.shape(), first.attributes(), events);
  }

  /** Its share of the waiting bytes. */
  int sizeInBytes() {
    return update.data().sizeInBytes();
  }

  /** Whether both may stand in one user object: same identifiers and flags. */
  boolean joins(Pending other) {
    return !SingleCall.isMadeFor(update)
        && !SingleCall.isMadeFor(other.update)
        && update.identifiers().equals(other.update.identifiers())
        && Objects.equals(update.stitchedUserId(), other.update.stitchedUserId())
        && update.skipHook() == other.update.skipHook()
        && content.shape().equals(other.content.shape());
  }
}
