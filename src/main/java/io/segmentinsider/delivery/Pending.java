package io.segmentinsider.delivery;

import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.Objects;

/**
 * An update that waits for its verdict. Its content is decoded once, when it arrives.
 *
 * @param update as it arrived, or what is left of it after refusals
 * @param content its attributes and events
 * @param mayHaveBeenSent whether it comes from a checkpoint, so that an attempt before it may have
 *     sent it
 */
record Pending(Update update, UserData.Content content, boolean mayHaveBeenSent) {

  static Pending of(Update update) {
    return new Pending(update, update.data().decode(), false);
  }

  static Pending restored(Update update) {
    return new Pending(update, update.data().decode(), true);
  }

  /** What is left after some of its events were refused. */
  Pending without(int refusedEvents, UserData.Content rest) {
    UserData data = UserData.of(rest.shape(), rest.attributes(), rest.events());
    return new Pending(update.withRefusedEvents(refusedEvents, data), rest, mayHaveBeenSent);
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
