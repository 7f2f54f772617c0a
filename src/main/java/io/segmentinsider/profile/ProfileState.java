package io.segmentinsider.profile;

import io.segmentinsider.record.GdprOptin;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What is remembered of one owner: the number of the last update, which identifiers were sent, and
 * what was sent of each attribute and when. Immutable; values stand in it as hashes.
 *
 * @param sequence number of the owner's last update
 * @param touchedAt when the owner was last seen, epoch milliseconds of the job's clock, at the
 *     start of the day: the time to live counts from the end of it; {@link #NEVER} before
 * @param identifiers keys of the identifiers that were sent for this owner, besides its own
 * @param attributes what was sent of each attribute
 * @param userIds which user ids the person has, and which were forgotten
 * @param consent what the person last said; null if nothing
 * @param consentAt when, epoch milliseconds; {@link #NEVER} if nothing was said
 */
public record ProfileState(
    long sequence,
    long touchedAt,
    List<String> identifiers,
    SentAttributes attributes,
    UserIds userIds,
    @Nullable Boolean consent,
    long consentAt) {

  static final long DAY_MS = 86_400_000;

  /** Before any time: zero is a time like any other, and so is one before 1970. */
  public static final long NEVER = Long.MIN_VALUE;

  /** An owner that was never seen. */
  static final ProfileState UNKNOWN =
      new ProfileState(0, NEVER, List.of(), SentAttributes.NONE, UserIds.ONE, null, NEVER);

  /** Copies the identifiers, so that nobody can change them. */
  public ProfileState {
    identifiers = List.copyOf(identifiers);
  }

  ProfileState withSequence(long number) {
    return new ProfileState(
        number, touchedAt, identifiers, attributes, userIds, consent, consentAt);
  }

  ProfileState withSent(List<String> nowIdentifiers, SentAttributes nowAttributes) {
    return new ProfileState(
        sequence, touchedAt, nowIdentifiers, nowAttributes, userIds, consent, consentAt);
  }

  ProfileState withUserIds(UserIds ids) {
    return new ProfileState(sequence, touchedAt, identifiers, attributes, ids, consent, consentAt);
  }

  /** Remembers what the person answered, unless something newer is known. */
  ProfileState consented(@Nullable GdprOptin said) {
    return said == null || isOlder(said.optedIn(), said.at())
        ? this
        : new ProfileState(
            sequence, touchedAt, identifiers, attributes, userIds, said.optedIn(), said.at());
  }

  /** Of two answers of the same time the refusal counts, whichever comes first. */
  private boolean isOlder(boolean said, long at) {
    return consent != null && (at < consentAt || (at == consentAt && (said || !consent)));
  }

  /** What is left of a person who asked to be forgotten. */
  ProfileState forgotten(UserIds left) {
    return new ProfileState(sequence, touchedAt, List.of(), SentAttributes.NONE, left, null, NEVER);
  }

  ProfileState touched(long now) {
    long day = Math.floorDiv(now, DAY_MS) * DAY_MS;
    return day <= touchedAt
        ? this
        : new ProfileState(sequence, day, identifiers, attributes, userIds, consent, consentAt);
  }

  @Override
  public String toString() {
    return "ProfileState["
        + sequence
        + ", "
        + identifiers.size()
        + " identifiers, "
        + attributes.size()
        + " attributes]";
  }
}
