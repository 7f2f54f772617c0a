package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.mapping.Action;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.List;
import javax.annotation.Nullable;

/**
 * {@code insiderLink}: says that identifiers are one person and nothing else, as an alias does. A
 * previous id that is not the device's changes the id of that user.
 */
final class LinkAction implements Action {

  /** The word in a mapping file. */
  static final String NAME = "insiderLink";

  private final UserPart userPart;
  @Nullable private final Source previousId;
  private final BlockedValues blocked;

  /**
   * An action.
   *
   * @param previousId the id that the user had before; null if the mapping names none
   * @param blocked values that are nobody's id
   */
  LinkAction(UserPart userPart, @Nullable Source previousId, BlockedValues blocked) {
    this.userPart = userPart;
    this.blocked = blocked;
    this.previousId = previousId;
  }

  @Override
  @Nullable
  public Update map(String name, SegmentEvent event, @Nullable String suppression, Notes notes) {
    UserPart.User user = userPart.of(event.json(), notes);
    if (user.identifiers().isEmpty()) {
      userPart.refuse(event.json(), notes);
      return null;
    }
    String previous = previousUserId(event);
    if (user.identifiers().size() == 1 && previous == null) {
      notes.refuse(Reason.EMPTY_UPDATE, "one identifier and no previous one: no link", null);
      return null;
    }
    boolean changesUserId =
        previous != null
            && user.identifiers().stream()
                .anyMatch(
                    identifier ->
                        identifier.kind() == Identifier.Kind.UUID
                            && !identifier.value().equals(previous));
    return userPart.update(
        name,
        event,
        changesUserId ? Operation.CHANGE_USER_ID : Operation.LINK,
        user,
        List.of(),
        changesUserId ? previous : null,
        suppression,
        0);
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
            && !previous.equals(event.userId())
            && !blocked.contains(previous);
    return says ? previous : null;
  }
}
