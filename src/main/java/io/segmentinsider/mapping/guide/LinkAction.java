package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.mapping.Action;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.TrustedTopics;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.List;
import java.util.Set;
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
  private final TrustedTopics trusted;

  /**
   * An action.
   *
   * @param previousId the id that the user had before; null if the mapping names none
   * @param blocked values that are nobody's id
   * @param trusted where a change of a user id is obeyed
   */
  LinkAction(
      UserPart userPart,
      @Nullable Source previousId,
      BlockedValues blocked,
      TrustedTopics trusted) {
    this.userPart = userPart;
    this.previousId = previousId;
    this.blocked = blocked;
    this.trusted = trusted;
  }

  @Override
  public Set<String> customIdentifiers() {
    return userPart.customIdentifiers();
  }

  @Override
  @Nullable
  public Update map(String name, SegmentEvent event, @Nullable String suppression, Notes notes) {
    UserPart.User user = userPart.of(event, notes);
    if (user.identifiers().isEmpty()) {
      userPart.refuse(event, notes);
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
        changesUserId ? trusted.suppressionOf(event, suppression) : suppression,
        0);
  }

  /** The previous id where it is neither the device's nor the new one: perhaps another user id. */
  @Nullable
  private String previousUserId(SegmentEvent event) {
    Object found = previousId == null ? null : previousId.of(event.json());
    boolean isNumber = found instanceof Number number && Double.isFinite(number.doubleValue());
    if (!isNumber && !(found instanceof String)) {
      return null;
    }
    String text = isNumber ? JsonNumbers.text((Number) found) : (String) found;
    String previous = IdentifierText.normalise(text);
    boolean says =
        !previous.isEmpty()
            && previous.length() <= IdentifierText.MAX_LENGTH
            && !IdentifierText.normaliseDevice(previous).equals(event.anonymousId())
            && !previous.equals(event.userId())
            && !blocked.contains(previous);
    return says ? previous : null;
  }
}
