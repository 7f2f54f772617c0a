package io.segmentinsider.profile;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Person;
import io.segmentinsider.record.Update;
import java.util.List;

/**
 * One identifier of a person who is to be forgotten, on its way back to the ladder.
 *
 * @param identifier its key
 * @param owner the person's key
 * @param eventTime when the person asked, epoch milliseconds
 */
public record Erasure(String identifier, String owner, long eventTime) {

  /**
   * Refuses what names nobody.
   *
   * @throws IllegalArgumentException if a key is no {@link Identifier#key()}
   */
  public Erasure {
    requireKey(identifier);
    requireKey(owner);
  }

  private static void requireKey(String key) {
    int end = key.indexOf(':');
    if (end < 1 || end == key.length() - 1) {
      throw new IllegalArgumentException("no key of an identifier");
    }
  }

  /**
   * What climbs the ladder for it: at the rung of the identifier it clears what is known of the
   * person, and it ends at the profile stage without a receipt, as it has no source.
   */
  public Update toUpdate() {
    Identifier erased = Identifier.ofKey(identifier);
    String uuid = Identifier.uuid("").key();
    String user = owner.startsWith(uuid) ? owner.substring(uuid.length()) : null;
    return Update.message(
        "erase",
        Operation.ERASE,
        eventTime,
        erased.isDevice() ? erased.value() : null,
        erased.kind() == Identifier.Kind.UUID ? erased.value() : null,
        new Person(List.of(erased), user, null, null, null));
  }

  /** Leaves out the identifiers, which are personal data. */
  @Override
  public String toString() {
    return "Erasure[" + eventTime + "]";
  }
}
