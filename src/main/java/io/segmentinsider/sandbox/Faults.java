package io.segmentinsider.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.annotation.Nullable;

/**
 * Orders faults and tells what they make of each call. Safe for use by several threads. The same
 * seed, orders and calls in the same order give the same strikes.
 */
public final class Faults {

  /** Closes and opens the port. */
  interface Port {

    /** Closes the port and all connections until {@link #openPort}. */
    void closePort();

    /** Opens the port again. */
    void openPort();

    /** Runs something on the sandbox's thread. */
    void later(Duration delay, Runnable action);
  }

  private final long seed;
  private final LongSupplier nanoClock;
  private final Consumer<String> newToken;
  private final List<ActiveFault> active = new ArrayList<>();
  private final SortedMap<String, Long> strikes = new TreeMap<>();
  @Nullable private Port port;
  private int ordered;

  /**
   * Without a fault.
   *
   * @param newToken is told the token that ends {@link Fault.ExpiredToken}
   */
  Faults(long seed, LongSupplier nanoClock, Consumer<String> newToken) {
    this.seed = seed;
    this.nanoClock = nanoClock;
    this.newToken = newToken;
  }

  synchronized void attach(Port newPort) {
    port = newPort;
  }

  /**
   * Orders a fault; it strikes from the next call on.
   *
   * @return its number, for {@link #clear(int)}
   * @throws IllegalArgumentException if it refuses connections and has no duration: nobody could
   *     end it through the port that it closes
   */
  public synchronized int order(Fault fault) {
    boolean closesPort =
        fault.effect() instanceof Fault.Outage outage && outage.refusesConnections();
    if (closesPort && fault.bounds().duration().isEmpty()) {
      throw new IllegalArgumentException("an outage that refuses connections needs a duration");
    }
    int id = ++ordered;
    active.add(new ActiveFault(id, fault, nanoClock.getAsLong(), seed + id));
    if (closesPort && port != null) {
      strikes.merge(fault.effect().code(), 1L, Long::sum);
      port.closePort();
      port.later(fault.bounds().duration().orElseThrow(), () -> clear(id));
    }
    return id;
  }

  /** Ends one fault; one that is over already may be named. */
  public synchronized void clear(int id) {
    active.removeIf(fault -> fault.id() == id);
    openIfPossible();
  }

  /** Ends all faults. */
  public synchronized void clear() {
    active.clear();
    openIfPossible();
  }

  /** The faults that may still strike, by number. */
  public synchronized SortedMap<Integer, Fault> active() {
    forgetThoseThatAreOver();
    SortedMap<Integer, Fault> faults = new TreeMap<>();
    active.forEach(fault -> faults.put(fault.id(), fault.fault()));
    return faults;
  }

  /** How often each kind struck since the last reset. */
  synchronized SortedMap<String, Long> strikes() {
    return new TreeMap<>(strikes);
  }

  synchronized void resetStrikes() {
    strikes.clear();
  }

  /** What the faults make of a call. */
  synchronized CallPlan plan(HttpCall call) {
    if (active.isEmpty()) {
      return CallPlan.UNDISTURBED;
    }
    forgetThoseThatAreOver();
    Duration delay = Duration.ZERO;
    CallPlan.Ending ending = null;
    int bodyLimit = HttpCall.MAX_BODY;
    List<ActiveFault> userFaults = new ArrayList<>();
    for (ActiveFault fault : active) {
      if (!fault.chooses(call)) {
        continue;
      }
      if (fault.effect() instanceof Fault.Latency latency) {
        delay = delay.plus(fault.draw(latency));
        struck(fault);
      } else if (fault.effect() instanceof Fault.TooLarge limit) {
        bodyLimit = Math.min(bodyLimit, limit.limitBytes());
        if (call.sent() > limit.limitBytes()) {
          struck(fault);
        }
      } else if (fault.effect() instanceof Fault.ExpiredToken) {
        if (ending == null && refusesToken(fault, call)) {
          ending = fault.ending();
          struck(fault);
        }
      } else if (fault.ending() == null) {
        userFaults.add(fault);
      } else if (ending == null) {
        ending = fault.ending();
        struck(fault);
      }
    }
    return new CallPlan(delay, ending, userFaults, bodyLimit);
  }

  /** Counts a strike. */
  synchronized void struck(ActiveFault fault) {
    fault.strike();
    strikes.merge(fault.effect().code(), 1L, Long::sum);
  }

  private boolean refusesToken(ActiveFault fault, HttpCall call) {
    String token = call.headers().get(Admission.TOKEN_HEADER);
    boolean refused = fault.refuses(token);
    if (!refused && token != null) {
      newToken.accept(token);
    }
    return refused;
  }

  private void forgetThoseThatAreOver() {
    long now = nanoClock.getAsLong();
    active.removeIf(fault -> fault.isOver(now));
  }

  private void openIfPossible() {
    boolean closed =
        active.stream()
            .anyMatch(f -> f.effect() instanceof Fault.Outage o && o.refusesConnections());
    if (!closed && port != null) {
      port.openPort();
    }
  }
}
