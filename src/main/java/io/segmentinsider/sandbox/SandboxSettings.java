package io.segmentinsider.sandbox;

import java.util.Locale;
import java.util.OptionalInt;
import javax.annotation.Nullable;

/**
 * How a sandbox runs.
 *
 * @param host the address that it listens on; a test tool has no business on others than the
 *     loopback's
 * @param port 0 takes a free one
 * @param partner the only account that is let in, in lower case; null lets in all
 * @param token the only token that is let in; null lets in all that are not empty
 * @param requestsPerMinute upserts and attribute deletes let through in a minute; empty does not
 *     limit any call
 * @param rateWindow how the minute is measured
 * @param announcesRetryAfter whether an answer to too many requests says how long to wait
 * @param depth how much is done with what comes in
 * @param record whether every user object that comes in is written to a temporary file for {@link
 *     Sandbox#writeSent}
 * @param seed of the random numbers that decide where faults strike
 */
public record SandboxSettings(
    String host,
    int port,
    @Nullable String partner,
    @Nullable String token,
    OptionalInt requestsPerMinute,
    RateWindow rateWindow,
    boolean announcesRetryAfter,
    Depth depth,
    boolean record,
    long seed) {

  /** How the rate is measured, which no document says (docs/insider-api.md#rate-limit). */
  public enum RateWindow {
    /** Any minute that ends now: bursts pass until the minute's calls are used up. */
    SLIDING,
    /**
     * Each call has to wait for its share of the minute: bursts of more than a second are refused.
     */
    SPREAD
  }

  /** How much is done with the user objects that come in. */
  public enum Depth {
    /** They are validated, and profiles keep their events. */
    EVENTS,
    /**
     * They are validated, and profiles keep digests of their events, which take much less memory
     * and compare as well.
     */
    DIGESTS,
    /**
     * They are counted and forgotten: no validation, no profiles, no trace. For measuring a job
     * that shares its processors with the sandbox.
     */
    COUNT
  }

  /** Refuses settings that cannot work. */
  public SandboxSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
    if (partner != null && !partner.equals(partner.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "partner " + partner + " is not in lower case, as Insider wants it");
    }
    if (requestsPerMinute.isPresent() && requestsPerMinute.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "requestsPerMinute " + requestsPerMinute.getAsInt() + " is not at least 1");
    }
  }

  /** A free port of the loopback, everybody let in, no limit, events kept, nothing recorded. */
  public static SandboxSettings defaults() {
    return new SandboxSettings(
        "127.0.0.1",
        0,
        null,
        null,
        OptionalInt.empty(),
        RateWindow.SLIDING,
        true,
        Depth.EVENTS,
        false,
        1);
  }

  /** The same at another address. */
  public SandboxSettings withAddress(String newHost, int newPort) {
    return new SandboxSettings(
        newHost,
        newPort,
        partner,
        token,
        requestsPerMinute,
        rateWindow,
        announcesRetryAfter,
        depth,
        record,
        seed);
  }

  /** The same for one account only. */
  public SandboxSettings withCredentials(@Nullable String newPartner, @Nullable String newToken) {
    return new SandboxSettings(
        host,
        port,
        newPartner,
        newToken,
        requestsPerMinute,
        rateWindow,
        announcesRetryAfter,
        depth,
        record,
        seed);
  }

  /** The same with a rate limit. */
  public SandboxSettings withRate(int perMinute, RateWindow window, boolean retryAfter) {
    return new SandboxSettings(
        host,
        port,
        partner,
        token,
        OptionalInt.of(perMinute),
        window,
        retryAfter,
        depth,
        record,
        seed);
  }

  /** The same with more or less done. */
  public SandboxSettings withDepth(Depth newDepth) {
    return new SandboxSettings(
        host,
        port,
        partner,
        token,
        requestsPerMinute,
        rateWindow,
        announcesRetryAfter,
        newDepth,
        record,
        seed);
  }

  /** The same with or without a recording of what comes in. */
  public SandboxSettings withRecording(boolean recorded) {
    return new SandboxSettings(
        host,
        port,
        partner,
        token,
        requestsPerMinute,
        rateWindow,
        announcesRetryAfter,
        depth,
        recorded,
        seed);
  }

  /** The same with other random numbers. */
  public SandboxSettings withSeed(long newSeed) {
    return new SandboxSettings(
        host,
        port,
        partner,
        token,
        requestsPerMinute,
        rateWindow,
        announcesRetryAfter,
        depth,
        record,
        newSeed);
  }

  /** Leaves out the token. */
  @Override
  public String toString() {
    return "SandboxSettings[" + host + ":" + port + "]";
  }
}
