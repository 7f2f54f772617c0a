package io.segmentinsider.sandbox;

import io.segmentinsider.sandbox.CallPlan.Ending;
import io.segmentinsider.sandbox.CallPlan.Transport;
import java.time.Duration;
import java.util.SplittableRandom;
import javax.annotation.Nullable;

/** A fault from its order to its end. Guarded by {@link Faults}. */
final class ActiveFault {

  private final int id;
  private final Fault fault;
  private final long orderedAt;
  private final SplittableRandom random;
  @Nullable private final UserMatcher matcher;
  private long strikes;
  @Nullable private String refusedToken;
  private boolean over;

  /**
   * A fault that was just ordered.
   *
   * @param orderedAt the clock's nanoseconds
   */
  ActiveFault(int id, Fault fault, long orderedAt, long seed) {
    this.id = id;
    this.fault = fault;
    this.orderedAt = orderedAt;
    this.random = new SplittableRandom(seed);
    this.matcher = matcher(fault.effect());
  }

  int id() {
    return id;
  }

  Fault.Effect effect() {
    return fault.effect();
  }

  Fault fault() {
    return fault;
  }

  /** Who is chosen; only for faults of chosen users. */
  UserMatcher matcher() {
    if (matcher == null) {
      throw new IllegalStateException(fault.effect().code() + " is no fault of chosen users");
    }
    return matcher;
  }

  boolean isOver(long now) {
    return over
        || (fault.bounds().count().isPresent() && strikes >= fault.bounds().count().getAsLong())
        || (fault.bounds().duration().isPresent()
            && now - orderedAt >= fault.bounds().duration().get().toNanos());
  }

  /** Whether it may strike a call; draws a random number. */
  boolean chooses(HttpCall call) {
    if (fault.bounds().path().isPresent() && !call.path().startsWith(fault.bounds().path().get())) {
      return false;
    }
    return fault.bounds().share() >= 1 || random.nextDouble() < fault.bounds().share();
  }

  void strike() {
    strikes++;
  }

  /** How long a call is held back. */
  Duration draw(Fault.Latency latency) {
    long shortest = latency.shortest().toNanos();
    long longest = latency.longest().toNanos();
    return Duration.ofNanos(
        longest == shortest ? shortest : random.nextLong(shortest, longest + 1));
  }

  /**
   * Whether the token of a call is the one that expired. Another one ends the fault.
   *
   * @param token of the call; null if it has none
   */
  boolean refuses(@Nullable String token) {
    if (token == null) {
      return false;
    }
    if (refusedToken == null) {
      refusedToken = token;
    }
    over = !refusedToken.equals(token);
    return !over;
  }

  /** How a call ends that it strikes; null if this fault ends no calls. */
  @Nullable
  Ending ending() {
    Fault.Effect effect = fault.effect();
    if (effect instanceof Fault.Throttled throttled) {
      return unprocessed(Answers.tooManyRequests(throttled.retryAfterSeconds()));
    }
    if (effect instanceof Fault.ServerError error) {
      return new Ending(
          Answers.serverError(error.status()), Transport.WHOLE, isAfter(error.moment()));
    }
    if (effect instanceof Fault.ExpiredToken expired) {
      return unprocessed(expired.status() == 401 ? Answers.tokenWrong() : Answers.accessDenied());
    }
    if (effect instanceof Fault.ConnectionReset reset) {
      return new Ending(null, Transport.RESET, isAfter(reset.moment()));
    }
    if (effect instanceof Fault.HalfAnswer half) {
      boolean after = isAfter(half.moment());
      return new Ending(after ? null : Answers.serverError(500), Transport.HALF, after);
    }
    if (effect instanceof Fault.UnreadableAnswer unreadable) {
      return new Ending(Answers.unreadable(), Transport.WHOLE, isAfter(unreadable.moment()));
    }
    if (effect instanceof Fault.NoAnswer none) {
      return new Ending(null, Transport.NEVER, isAfter(none.moment()));
    }
    if (effect instanceof Fault.Outage) {
      return unprocessed(Answers.serverError(503));
    }
    return null;
  }

  private static Ending unprocessed(HttpAnswer answer) {
    return new Ending(answer, Transport.WHOLE, false);
  }

  private static boolean isAfter(Fault.Moment moment) {
    return moment == Fault.Moment.AFTER_PROCESSING;
  }

  @Nullable
  private static UserMatcher matcher(Fault.Effect effect) {
    if (effect instanceof Fault.Refused refused) {
      return new UserMatcher(refused.users());
    }
    if (effect instanceof Fault.Ambiguous ambiguous) {
      return new UserMatcher(ambiguous.users());
    }
    if (effect instanceof Fault.Firewall firewall) {
      return new UserMatcher(firewall.users());
    }
    return effect instanceof Fault.Poison poison ? new UserMatcher(poison.users()) : null;
  }
}
