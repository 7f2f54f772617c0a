package io.segmentinsider.profile;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What is remembered of one owner: the number of the last update, which identifiers were sent, and
 * per attribute what was sent and when. Immutable; values stand in it as 64-bit hashes.
 *
 * @param sequence number of the owner's last update
 * @param touchedAt when the owner was last seen, epoch milliseconds of the job's clock, to the day:
 *     the time to live counts from here
 * @param identifiers keys of the identifiers that were sent for this owner, besides its own
 * @param attributes one entry per attribute
 * @param forwardTo the user id that took the place of this owner's; null if none did
 * @param forgottenAt when the person was asked to be forgotten, epoch milliseconds of event time:
 *     what happened before is not sent; 0 if nobody asked
 * @param consent what the person last said; null if nothing
 * @param consentAt when, epoch milliseconds; 0 if nothing was said
 */
public record ProfileState(
    long sequence,
    long touchedAt,
    List<String> identifiers,
    List<Sent> attributes,
    @Nullable String forwardTo,
    long forgottenAt,
    @Nullable Boolean consent,
    long consentAt) {

  private static final long DAY_MS = 86_400_000;

  /** An owner that was never seen. */
  static final ProfileState UNKNOWN =
      new ProfileState(0, 0, List.of(), List.of(), null, 0, null, 0);

  /**
   * One attribute as it was last sent.
   *
   * @param name hash of its name and place
   * @param value hash of its JSON value
   * @param eventTime when the event happened that gave the value, epoch milliseconds
   * @param messageId hash of that event's message id, which settles a tie of times
   * @param sentTime Kafka timestamp of the update with which it was last sent, epoch milliseconds
   */
  public record Sent(long name, long value, long eventTime, long messageId, long sentTime) {}

  /** Copies the lists, so that nobody can change them. */
  public ProfileState {
    identifiers = List.copyOf(identifiers);
    attributes = List.copyOf(attributes);
  }

  ProfileState withSequence(long number) {
    return new ProfileState(
        number, touchedAt, identifiers, attributes, forwardTo, forgottenAt, consent, consentAt);
  }

  ProfileState withSent(List<String> nowIdentifiers, List<Sent> nowAttributes) {
    return new ProfileState(
        sequence,
        touchedAt,
        nowIdentifiers,
        nowAttributes,
        forwardTo,
        forgottenAt,
        consent,
        consentAt);
  }

  ProfileState forwardedTo(String userId) {
    return new ProfileState(
        sequence, touchedAt, identifiers, attributes, userId, forgottenAt, consent, consentAt);
  }

  /** Remembers what the person said, unless something newer is known. */
  ProfileState consented(@Nullable Boolean said, long at) {
    boolean older = consent != null && at <= consentAt;
    return said == null || older
        ? this
        : new ProfileState(
            sequence, touchedAt, identifiers, attributes, forwardTo, forgottenAt, said, at);
  }

  /** What is left of a person who asked to be forgotten. */
  ProfileState forgotten(long at) {
    return new ProfileState(
        sequence, touchedAt, List.of(), List.of(), null, Math.max(at, forgottenAt), null, 0);
  }

  ProfileState touched(long now) {
    return now < touchedAt + DAY_MS
        ? this
        : new ProfileState(
            sequence, now, identifiers, attributes, forwardTo, forgottenAt, consent, consentAt);
  }

  /** FNV-1a over 64 bits: equal text gives the same hash on every machine and release. */
  static long hash(byte[] bytes) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /** {@link #hash(byte[])} of text. */
  static long hash(String text) {
    return hash(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
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
