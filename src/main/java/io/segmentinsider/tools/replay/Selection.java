package io.segmentinsider.tools.replay;

import java.time.Instant;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Which dead letters are sent again.
 *
 * @param reasons codes; empty for all
 * @param from when the dead letter was written, at the earliest; null for any time
 * @param to before when it was written; null for any time
 * @param mappingName that the dead letter names; null for all
 * @param user the user id, as it stands in the update or the original; null for everybody
 */
public record Selection(
    Set<String> reasons,
    @Nullable String mappingName,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String user) {

  /** Of any mapping. */
  public Selection(
      Set<String> reasons, @Nullable Instant from, @Nullable Instant to, @Nullable String user) {
    this(reasons, null, from, to, user);
  }

  boolean takesMapping(@Nullable String named) {
    return mappingName == null || mappingName.equals(named);
  }

  boolean takes(String reason, Instant written) {
    return (reasons.isEmpty() || reasons.contains(reason))
        && (from == null || !written.isBefore(from))
        && (to == null || written.isBefore(to));
  }

  boolean takesUser(@Nullable String named) {
    return user == null || user.equals(named);
  }
}
