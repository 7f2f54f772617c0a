package io.segmentinsider.sandbox;

import io.segmentinsider.sandbox.Fault.Level;
import io.segmentinsider.sandbox.Fault.Moment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The named mixtures of faults under which delivery is shown to lose and repeat nothing. */
public enum FaultScenario {
  /** Nothing goes wrong. */
  NONE {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of();
    }
  },
  /** Answers take up to five seconds. */
  SLOW {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          Fault.always(new Fault.Latency(Duration.ZERO, Duration.ofSeconds(5)))
              .withShare(0.5)
              .withDuration(length));
    }
  },
  /** A third of the calls is too many, and the answer says how long to wait. */
  THROTTLED {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          Fault.always(new Fault.Throttled(OptionalInt.of(1)))
              .withShare(0.33)
              .withDuration(length));
    }
  },
  /** A third of the calls is too many, and the answer does not say how long to wait. */
  THROTTLED_SILENT {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          Fault.always(new Fault.Throttled(OptionalInt.empty()))
              .withShare(0.33)
              .withDuration(length));
    }
  },
  /** A fifth of the calls fails with a server error, half of them after they had their effect. */
  FLAKY {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          flaky(500, Moment.BEFORE_PROCESSING, length),
          flaky(503, Moment.BEFORE_PROCESSING, length),
          flaky(504, Moment.AFTER_PROCESSING, length),
          flaky(520, Moment.AFTER_PROCESSING, length));
    }

    private static Fault flaky(int status, Moment moment, Duration length) {
      return Fault.always(new Fault.ServerError(status, moment))
          .withShare(0.054)
          .withDuration(length);
    }
  },
  /** A fifth of the connections is reset, half of them after the call had its effect. */
  RESETS {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          Fault.always(new Fault.ConnectionReset(Moment.BEFORE_PROCESSING))
              .withShare(0.1)
              .withDuration(length),
          Fault.always(new Fault.ConnectionReset(Moment.AFTER_PROCESSING))
              .withShare(0.11)
              .withDuration(length));
    }
  },
  /** A fifth of the answers is cut short or says nothing, mostly after the call had its effect. */
  HALF_ANSWERS {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          Fault.always(new Fault.HalfAnswer(Moment.AFTER_PROCESSING))
              .withShare(0.1)
              .withDuration(length),
          Fault.always(new Fault.HalfAnswer(Moment.BEFORE_PROCESSING))
              .withShare(0.05)
              .withDuration(length),
          Fault.always(new Fault.UnreadableAnswer(Moment.AFTER_PROCESSING))
              .withShare(0.05)
              .withDuration(length));
    }
  },
  /** One answer in twenty never comes, half of them after the call had its effect. */
  SILENT {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          Fault.always(new Fault.NoAnswer(Moment.BEFORE_PROCESSING))
              .withShare(0.025)
              .withDuration(length),
          Fault.always(new Fault.NoAnswer(Moment.AFTER_PROCESSING))
              .withShare(0.025)
              .withDuration(length));
    }
  },
  /** One user in twenty and one event in fifty is refused for ever, by their content. */
  PARTIAL {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          Fault.always(new Fault.Refused(new UserMatch.Share(0.05), Level.USER)),
          Fault.always(new Fault.Refused(new UserMatch.EventShare(0.02), Level.EVENT)));
    }
  },
  /** One user in fifty is refused for ever, and the answer does not say which. */
  AMBIGUOUS {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(Fault.always(new Fault.Ambiguous(new UserMatch.Share(0.02))));
    }
  },
  /** Every request with the victim in it fails for ever. */
  POISON {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(Fault.always(new Fault.Poison(victim)));
    }
  },
  /** Something in front of Insider refuses every request with the victim in it, with a page. */
  FIREWALL {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(Fault.always(new Fault.Firewall(victim, 403)));
    }
  },
  /**
   * One call in twenty has its effect only after {@link #LATE_REQUEST_TIMEOUT}, so that a sender
   * who waits no longer than that learns nothing of it, and Insider is still at work on it.
   */
  LATE {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          Fault.always(
                  new Fault.Latency(
                      LATE_REQUEST_TIMEOUT.plusMillis(200), LATE_REQUEST_TIMEOUT.plusMillis(1_500)))
              .withShare(0.05)
              .withDuration(length));
    }
  },
  /** Nobody answers: first 503, then no connection. */
  OUTAGE {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(
          Fault.always(new Fault.Outage(false)).withDuration(length),
          Fault.always(new Fault.Outage(true)).withDuration(length.dividedBy(2)));
    }
  },
  /** The token is refused until another one comes. */
  EXPIRED_TOKEN {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(Fault.always(new Fault.ExpiredToken(403)));
    }
  },
  /** Bodies may have a fiftieth of the documented size. */
  TOO_LARGE {
    @Override
    public List<Fault> faults(Duration length, UserMatch victim) {
      return List.of(Fault.always(new Fault.TooLarge(100_000)));
    }
  };

  /** The request time-out that {@link #LATE} is made for. */
  public static final Duration LATE_REQUEST_TIMEOUT = Duration.ofSeconds(1);

  /** Whether somebody in particular is chosen. */
  public boolean choosesVictim() {
    return this == POISON || this == FIREWALL;
  }

  /**
   * The scenario of a name as {@link #code} gives it.
   *
   * @throws IllegalArgumentException if there is none; the message names all
   */
  public static FaultScenario of(String code) {
    for (FaultScenario scenario : values()) {
      if (scenario.code().equals(code)) {
        return scenario;
      }
    }
    throw new IllegalArgumentException(
        "there is no fault scenario \"" + code + "\"; there are " + codes());
  }

  /** All names, in order. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(FaultScenario::code).toList();
  }

  /** The name on a command line; stable. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The faults to order.
   *
   * @param length how long those strike that end by themselves; refusals by content do not, as a
   *     user object must be refused as often as it comes
   * @param victim whom {@link #POISON} and {@link #FIREWALL} choose
   */
  public abstract List<Fault> faults(Duration length, UserMatch victim);
}
