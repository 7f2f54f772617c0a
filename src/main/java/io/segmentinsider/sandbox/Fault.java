package io.segmentinsider.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Something that goes wrong on purpose. Faults that are ordered together all apply: delays add up,
 * and of several that end a call the one that was ordered first does.
 *
 * @param effect what happens
 * @param bounds to which calls
 */
public record Fault(Effect effect, Bounds bounds) {

  /** A fault that strikes every call of Insider's endpoints until it is cleared. */
  public static Fault always(Effect effect) {
    return new Fault(effect, Bounds.NONE);
  }

  /** The same, but only for a part of the calls. */
  public Fault withShare(double share) {
    return new Fault(effect, new Bounds(share, bounds.count, bounds.duration, bounds.path));
  }

  /** The same, but over so long after it was ordered. */
  public Fault withDuration(Duration duration) {
    return new Fault(
        effect, new Bounds(bounds.share, bounds.count, Optional.of(duration), bounds.path));
  }

  /**
   * Which calls a fault strikes.
   *
   * @param share the part of the calls that random numbers choose, above 0 up to 1
   * @param count how many strikes there are; empty for any number
   * @param duration how long after its order it strikes; empty for ever
   * @param path how the path of the call must start; empty for any
   */
  public record Bounds(
      double share, OptionalLong count, Optional<Duration> duration, Optional<String> path) {

    /** Every call for ever. */
    public static final Bounds NONE =
        new Bounds(1, OptionalLong.empty(), Optional.empty(), Optional.empty());

    /** Refuses bounds in which nothing lies. */
    public Bounds {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("share " + share + " is not above 0 and up to 1");
      }
      if (count.isPresent() && count.getAsLong() < 1) {
        throw new IllegalArgumentException("count " + count.getAsLong() + " is not at least 1");
      }
      if (duration.isPresent() && duration.get().isNegative()) {
        throw new IllegalArgumentException("duration " + duration.get() + " is negative");
      }
    }
  }

  /** When a fault strikes that could lose the answer of a call that had its effect. */
  public enum Moment {
    /** Nothing of the call is stored. */
    BEFORE_PROCESSING,
    /** The call had its effect, and the sender does not learn it. */
    AFTER_PROCESSING
  }

  /** What a refusal is about. */
  public enum Level {
    /** The user object: no event is named. */
    USER,
    /** One event of it, named by its index. */
    EVENT
  }

  /** What happens. */
  public sealed interface Effect {

    /** The word in statistics and in the JSON form; stable. */
    String code();
  }

  /**
   * The call is held back before it is processed. A client that gives up in the meantime does not
   * stop it: it still has its effect, late.
   *
   * @param shortest at least 0
   * @param longest at least {@code shortest}; the time is drawn between the two
   */
  public record Latency(Duration shortest, Duration longest) implements Effect {

    /** Refuses a range that is none. */
    public Latency {
      if (shortest.isNegative() || longest.compareTo(shortest) < 0) {
        throw new IllegalArgumentException(
            "latency from " + shortest + " to " + longest + " is no range");
      }
    }

    @Override
    public String code() {
      return "latency";
    }
  }

  /**
   * 429.
   *
   * @param retryAfterSeconds what the header says; empty leaves it out
   */
  public record Throttled(OptionalInt retryAfterSeconds) implements Effect {
    @Override
    public String code() {
      return "throttled";
    }
  }

  /**
   * A failure of the server or of what stands before it.
   *
   * @param status 500 to 599
   * @param moment when
   */
  public record ServerError(int status, Moment moment) implements Effect {

    /** Refuses a status that is no server error. */
    public ServerError {
      if (status < 500 || status > 599) {
        throw new IllegalArgumentException("status " + status + " is not between 500 and 599");
      }
    }

    @Override
    public String code() {
      return "server-error";
    }
  }

  /**
   * The token that is in use when the fault first strikes is refused until another one comes, which
   * ends the fault and is let in from then on.
   *
   * @param status 401 or 403
   */
  public record ExpiredToken(int status) implements Effect {

    /** Refuses a status that does not speak of credentials. */
    public ExpiredToken {
      if (status != 401 && status != 403) {
        throw new IllegalArgumentException("status " + status + " is neither 401 nor 403");
      }
    }

    @Override
    public String code() {
      return "expired-token";
    }
  }

  /** The connection is reset instead of an answer. */
  public record ConnectionReset(Moment moment) implements Effect {
    @Override
    public String code() {
      return "reset";
    }
  }

  /** The connection is closed in the middle of the answer. */
  public record HalfAnswer(Moment moment) implements Effect {
    @Override
    public String code() {
      return "half-answer";
    }
  }

  /** The answer has status 200 and a body that says nothing. */
  public record UnreadableAnswer(Moment moment) implements Effect {
    @Override
    public String code() {
      return "unreadable-answer";
    }
  }

  /** No answer ever comes; the connection stays open. */
  public record NoAnswer(Moment moment) implements Effect {
    @Override
    public String code() {
      return "no-answer";
    }
  }

  /** Chosen users or events are refused by name in an answer with status 200. */
  public record Refused(UserMatch users, Level level) implements Effect {
    @Override
    public String code() {
      return "refused";
    }
  }

  /** Chosen users are refused in an answer with status 200 that counts but does not name them. */
  public record Ambiguous(UserMatch users) implements Effect {
    @Override
    public String code() {
      return "ambiguous";
    }
  }

  /** Every request with a chosen user in it fails with 500, and stores nothing. */
  public record Poison(UserMatch users) implements Effect {
    @Override
    public String code() {
      return "poison";
    }
  }

  /**
   * Something in front refuses every request with a chosen user in it, with a page for people that
   * says neither who nor why.
   *
   * @param users chosen by what they hold
   * @param status 400, 401, 403, 405 or 406
   */
  public record Firewall(UserMatch users, int status) implements Effect {

    private static final Set<Integer> STATUSES = Set.of(400, 401, 403, 405, 406);

    /** Refuses a status with which no firewall answers. */
    public Firewall {
      if (!STATUSES.contains(status)) {
        throw new IllegalArgumentException("status " + status + " is not 400, 401, 403, 405, 406");
      }
    }

    @Override
    public String code() {
      return "firewall";
    }
  }

  /**
   * Nothing works.
   *
   * @param refusesConnections whether the port is closed, so that even the sandbox's own endpoints
   *     are out of reach until the fault's time is over; otherwise every call is answered 503
   */
  public record Outage(boolean refusesConnections) implements Effect {
    @Override
    public String code() {
      return "outage";
    }
  }

  /**
   * The limit of a body is lower than documented.
   *
   * @param limitBytes the limit
   */
  public record TooLarge(int limitBytes) implements Effect {
    @Override
    public String code() {
      return "too-large";
    }
  }
}
