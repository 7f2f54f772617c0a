package io.segmentinsider.profile;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Which identifiers of an update would make Insider merge its owner with somebody else: those that
 * were first sent with another owner. Insider's merge can't be undone
 * (docs/insider-api.md#identity-resolution).
 */
final class ForeignIdentifiers {

  private ForeignIdentifiers() {}

  /**
   * The identifiers that must not be sent as such.
   *
   * @param laterUserIds user ids that took the place of the owner's: what was first sent with one
   *     of them is the owner's, too
   * @return empty if none conflicts
   */
  static List<Identifier> in(Update update, List<String> laterUserIds) {
    if (allAreOfTheOwner(update)) {
      return List.of();
    }
    Set<String> own = ownersOf(update);
    laterUserIds.forEach(userId -> own.add(Identifier.uuid(userId).key()));
    List<Identifier> conflicts = new ArrayList<>();
    for (Identifier identifier : update.identifiers()) {
      boolean claimedByAnother =
          identifier.claimedBy() != null && !own.contains(identifier.claimedBy());
      if (claimedByAnother && !identifier.key().equals(update.owner())) {
        conflicts.add(identifier);
      }
    }
    return conflicts;
  }

  /** The usual case, told without collecting names. */
  private static boolean allAreOfTheOwner(Update update) {
    String owner = update.owner();
    for (Identifier identifier : update.identifiers()) {
      String claimedBy = identifier.claimedBy();
      if (claimedBy != null && !claimedBy.equals(owner)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Who counts as the owner: the owner itself, who that one was first sent with, and its own names.
   */
  private static Set<String> ownersOf(Update update) {
    Set<String> own = new HashSet<>();
    String owner = update.owner();
    own.add(owner);
    for (Identifier identifier : update.identifiers()) {
      if (identifier.key().equals(owner) && identifier.claimedBy() != null) {
        own.add(identifier.claimedBy());
      }
    }
    String user = update.ownerUserId();
    if (user != null) {
      own.add(Identifier.uuid(user).key());
    }
    boolean found = true;
    while (found) {
      found = false;
      for (Identifier identifier : update.identifiers()) {
        if (isNobodyElses(identifier, user, own)) {
          found |= own.add(identifier.key());
        }
      }
    }
    return own;
  }

  /**
   * What nobody has, or what was first sent with somebody who counts as the owner. Without a user
   * also what was first sent as a person of its own: it is no user's, so Insider joins no two.
   */
  private static boolean isNobodyElses(
      Identifier identifier, @Nullable String user, Set<String> own) {
    String claimedBy = identifier.claimedBy();
    if (claimedBy == null) {
      return true;
    }
    return user == null
        ? claimedBy.equals(identifier.key()) || own.contains(claimedBy)
        : claimedBy.equals(Identifier.uuid(user).key());
  }
}
