package io.segmentinsider.profile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What is remembered of one owner: the number of the last update, which identifiers were sent, and
 * what was sent of each attribute and when. Immutable; values stand in it as hashes.
 *
 * @param sequence number of the owner's last update
 * @param touchedAt when the owner was last seen, epoch milliseconds of the job's clock, at the
 *     start of the day: the time to live counts from the end of it
 * @param identifiers keys of the identifiers that were sent for this owner, besides its own
 * @param attributes what was sent of each attribute
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
    SentAttributes attributes,
    @Nullable String forwardTo,
    long forgottenAt,
    @Nullable Boolean consent,
    long consentAt) {

  static final long DAY_MS = 86_400_000;
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** An owner that was never seen. */
  static final ProfileState UNKNOWN =
      new ProfileState(0, 0, List.of(), SentAttributes.NONE, null, 0, null, 0);

  /** Copies the identifiers, so that nobody can change them. */
  public ProfileState {
    identifiers = List.copyOf(identifiers);
  }

  ProfileState withSequence(long number) {
    return new ProfileState(
        number, touchedAt, identifiers, attributes, forwardTo, forgottenAt, consent, consentAt);
  }

  ProfileState withSent(List<String> nowIdentifiers, SentAttributes nowAttributes) {
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
    return said == null || isOlder(said, at)
        ? this
        : new ProfileState(
            sequence, touchedAt, identifiers, attributes, forwardTo, forgottenAt, said, at);
  }

  /** Of two answers of the same time the refusal counts, whichever comes first. */
  private boolean isOlder(boolean said, long at) {
    return consent != null && (at < consentAt || (at == consentAt && (said || !consent)));
  }

  /** What is left of a person who asked to be forgotten. */
  ProfileState forgotten(long at) {
    return new ProfileState(
        sequence,
        touchedAt,
        List.of(),
        SentAttributes.NONE,
        null,
        Math.max(at, forgottenAt),
        null,
        0);
  }

  ProfileState touched(long now) {
    long day = now / DAY_MS * DAY_MS;
    return day <= touchedAt
        ? this
        : new ProfileState(
            sequence, day, identifiers, attributes, forwardTo, forgottenAt, consent, consentAt);
  }

  /** FNV-1a over 64 bits: equal text gives the same hash on every machine and release. */
  static long hash(byte[] bytes) {
    return hash(FNV_START, bytes);
  }

  /** {@link #hash(byte[])} of the UTF-8 form of a text. */
  static long hash(String text) {
    return hash(FNV_START, text);
  }

  /** {@link #hash(String)} of a letter with a text behind it. */
  static long hash(char ascii, String text) {
    return hash((FNV_START ^ ascii) * FNV_PRIME, text);
  }

  private static long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return hash(start, text.getBytes(StandardCharsets.UTF_8));
      }
      hash = (hash ^ c) * FNV_PRIME;
    }
    return hash;
  }

  private static long hash(long start, byte[] bytes) {
    long hash = start;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
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
