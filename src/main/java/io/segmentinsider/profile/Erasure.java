package io.segmentinsider.profile;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Person;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.List;

/**
 * One identifier of a person who is to be forgotten, on its way back to the ladder.
 *
 * @param identifier its key
 * @param owner the person's key
 * @param eventTime when the person asked, epoch milliseconds
 * @param together keys of all that was deleted with it, if the person had several user ids, each of
 *     which has a record that waits for all of it; else empty
 */
public record Erasure(String identifier, String owner, long eventTime, List<String> together) {

  /**
   * Refuses what names nobody.
   *
   * @throws IllegalArgumentException if a key is no {@link Identifier#key()}
   */
  public Erasure {
    requireKey(identifier);
    requireKey(owner);
    together = List.copyOf(together);
    together.forEach(Erasure::requireKey);
  }

  /** One that nobody else waits for. */
  public Erasure(String identifier, String owner, long eventTime) {
    this(identifier, owner, eventTime, List.of());
  }

  /** What an update says of it that has climbed the ladder ({@link #toUpdate}). */
  static Erasure of(Update update) {
    return new Erasure(
        update.identifiers().get(0).key(),
        update.owner(),
        update.eventTime(),
        update.data().decode().replaced().stream().map(Identifier::key).toList());
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
    Update update =
        Update.message(
            "erase",
            Operation.ERASE,
            eventTime,
            erased.isDevice() ? erased.value() : null,
            erased.kind() == Identifier.Kind.UUID ? erased.value() : null,
            new Person(List.of(erased), user, null, null, null));
    return together.isEmpty() ? update : update.withIdentifiers(List.of(erased), all());
  }

  private UserData all() {
    return UserData.of(
        new UserData.Content(
            UserData.Shape.COMPACT,
            List.of(),
            List.of(),
            together.stream().map(Identifier::ofKey).toList()));
  }

  /** Leaves out the identifiers, which are personal data. */
  @Override
  public String toString() {
    return "Erasure[" + eventTime + "]";
  }
}
