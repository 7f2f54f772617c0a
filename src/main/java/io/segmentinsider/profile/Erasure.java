package io.segmentinsider.profile;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.List;

/**
 * One identifier of a person who is to be forgotten, on its way back to the ladder.
 *
 * @param identifier its key
 * @param owner the person's key
 * @param eventTime when the person asked, epoch milliseconds
 */
public record Erasure(String identifier, String owner, long eventTime) {

  private static final SourcePosition NO_SOURCE = new SourcePosition("", 0, 0);

  /**
   * What climbs the ladder for it: at the rung of the identifier it clears what is known of the
   * person, and it ends at the profile stage without a receipt, as it has no source.
   */
  public Update toUpdate() {
    int end = identifier.indexOf(':');
    String name = identifier.substring(0, end);
    String value = identifier.substring(end + 1);
    Identifier erased =
        switch (name) {
          case "uuid" -> Identifier.uuid(value);
          case "email" -> Identifier.email(value);
          case "phone_number" -> Identifier.phoneNumber(value);
          default -> Identifier.custom(name, value);
        };
    String uuid = Identifier.uuid("").key();
    String user = owner.startsWith(uuid) ? owner.substring(uuid.length()) : null;
    return new Update(
        NO_SOURCE,
        eventTime,
        "",
        "erase",
        Operation.ERASE,
        eventTime,
        erased.isDevice() ? value : null,
        erased.kind() == Identifier.Kind.UUID ? value : null,
        List.of(erased),
        user,
        null,
        null,
        null,
        0,
        false,
        false,
        0,
        0,
        UserData.of(UserData.Shape.COMPACT, List.of(), List.of()));
  }

  /** Leaves out the identifiers, which are personal data. */
  @Override
  public String toString() {
    return "Erasure[" + eventTime + "]";
  }
}
