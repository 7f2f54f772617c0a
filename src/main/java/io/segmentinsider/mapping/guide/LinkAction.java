package io.segmentinsider.mapping.guide;

import io.segmentinsider.mapping.Action;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.List;
import javax.annotation.Nullable;

/**
 * {@code insiderLink}: says that identifiers are one person and nothing else, as an alias does.
 * Nothing is sent for it.
 */
final class LinkAction implements Action {

  /** The word in a mapping file. */
  static final String NAME = "insiderLink";

  private final UserPart userPart;
  @Nullable private final Source previousId;

  /**
   * An action.
   *
   * @param previousId the id that the user had before; null if the mapping names none
   */
  LinkAction(UserPart userPart, @Nullable Source previousId) {
    this.userPart = userPart;
    this.previousId = previousId;
  }

  @Override
  @Nullable
  public Update map(String name, SegmentEvent event, @Nullable String suppression, Notes notes) {
    UserPart.User user = userPart.of(event.json(), notes);
    if (user.identifiers().isEmpty()) {
      notes.refuse(Reason.NO_IDENTIFIER, NO_IDENTIFIER, null);
      return null;
    }
    String previous = previousUserId(event);
    if (user.identifiers().size() == 1 && previous == null) {
      notes.refuse(Reason.EMPTY_UPDATE, "one identifier and no previous one: no link", null);
      return null;
    }
    return userPart.update(name, event, Operation.LINK, user, List.of(), previous, suppression, 0);
  }

  /** The previous id where it is neither the device's nor the new one: perhaps another user id. */
  @Nullable
  private String previousUserId(SegmentEvent event) {
    if (previousId == null || !(previousId.of(event.json()) instanceof String text)) {
      return null;
    }
    String previous = text.strip();
    boolean says =
        !previous.isEmpty()
            && !previous.equals(event.anonymousId())
            && !previous.equals(event.userId());
    return says ? previous : null;
  }
}
