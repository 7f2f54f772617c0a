package io.segmentinsider.mapping.guide;

import io.segmentinsider.mapping.Action;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * {@code insiderUser}: attributes of a person. Without any, two identifiers still teach a link, and
 * an e-mail or phone number is an attribute too.
 */
final class UserAction implements Action {

  /** The word in a mapping file. */
  static final String NAME = "insiderUser";

  /** What a receipt says about an event that holds nothing but traits that are ignored. */
  private static final String NULL_TRAITS = "null-traits";

  private final UserPart userPart;

  UserAction(UserPart userPart) {
    this.userPart = userPart;
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
    if (user.attributes().isEmpty()) {
      Identifiers.repeatAsAttributes(user.identifiers(), user.attributes());
    }
    Operation operation = Operation.UPSERT;
    String keptBack = suppression;
    if (user.attributes().isEmpty()) {
      if (user.identifiers().size() > 1) {
        operation = Operation.LINK;
      } else if (!user.attributes().nullTraits().isEmpty()) {
        keptBack = suppression == null ? NULL_TRAITS : suppression;
      } else {
        notes.refuse(Reason.EMPTY_UPDATE, NOTHING_TO_SAY + notes.repairsInWords(), null);
        return null;
      }
    }
    return userPart.update(name, event, operation, user, List.of(), null, keptBack, 0);
  }
}
