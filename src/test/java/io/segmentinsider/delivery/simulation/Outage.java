package io.segmentinsider.delivery.simulation;

/**
 * A time in which calls fail whatever they hold.
 *
 * @param from milliseconds
 * @param to milliseconds, after it
 * @param kind how they fail
 */
record Outage(long from, long to, Kind kind) {

  /** How calls fail. */
  enum Kind {
    /** 503. */
    SERVER_ERROR,
    /** Nobody listens. */
    REFUSED_CONNECTION,
    /** No answer until the time-out, and no effect. */
    NO_ANSWER,
    /** A page of HTML with status 200. */
    WEB_PAGE,
    /** 429 without Retry-After. */
    RATE,
    /** 429 with Retry-After. */
    RATE_WITH_TIME,
    /** The key is refused, and the answer says so. */
    KEY,
    /** Everything is refused with a page of HTML. */
    EDGE,
    /** Deletions and changes of identifiers are refused, upserts are not. */
    KEY_FOR_UPSERTS_ONLY
  }

  boolean covers(long time) {
    return from <= time && time < to;
  }

  long length() {
    return to - from;
  }
}
