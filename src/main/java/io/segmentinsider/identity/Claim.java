package io.segmentinsider.identity;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import javax.annotation.Nullable;

/**
 * Who an identifier is sent with for the first time. Insider merges, for good, all profiles that
 * the identifiers of one user object match; so a value is tied to the first owner it travels with,
 * and is no identifier for any other (docs/insider-api.md#identity-resolution).
 */
final class Claim {

  private Claim() {}

  /**
   * The owner key that the identifier is sent with in this update.
   *
   * @return the user if one is known by now, else the strongest identifier beside it; null if it
   *     travels alone
   */
  @Nullable
  static String of(Identifier identifier, Update update) {
    String user = update.ownerUserId();
    if (user != null) {
      return Identifier.uuid(user).key();
    }
    String owner = update.owner();
    return owner.equals(identifier.key()) ? null : owner;
  }
}
