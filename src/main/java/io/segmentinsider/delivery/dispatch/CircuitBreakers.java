package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * One circuit breaker for Insider as a whole, which an outage opens, and one for each endpoint, as
 * a key may be allowed to upsert and not to delete. A call needs both closed, or is the trial of
 * those that are not: so there is one trial at a time in an outage, whatever waits.
 */
final class CircuitBreakers {

  private final CircuitBreaker host;
  private final Map<Endpoint, CircuitBreaker> endpoints = new EnumMap<>(Endpoint.class);
  private final DispatcherListener listener;

  CircuitBreakers(Backoff backoff, DispatcherListener listener) {
    this.host = new CircuitBreaker(backoff);
    for (Endpoint endpoint : Endpoint.values()) {
      endpoints.put(endpoint, new CircuitBreaker(backoff));
    }
    this.listener = listener;
  }

  private CircuitBreaker of(Endpoint endpoint) {
    return endpoints.get(endpoint);
  }

  /** Whether calls of that kind pass. */
  boolean areClosed(Endpoint endpoint) {
    return host.isClosed() && of(endpoint).isClosed();
  }

  /** When a trial of that kind may leave; {@link CircuitBreaker#NEVER} while one is under way. */
  long trialAt(Endpoint endpoint) {
    return Math.max(host.trialAt(), of(endpoint).trialAt());
  }

  void trialLeft(Endpoint endpoint) {
    host.trialLeft();
    of(endpoint).trialLeft();
  }

  /**
   * Insider did what was asked, or said of its content why not.
   *
   * @return whether calls of that kind pass again that did not
   */
  boolean succeeded(Endpoint endpoint, boolean trial) {
    boolean closes = host.succeeded(trial);
    if (closes) {
      listener.closed(null);
    }
    if (of(endpoint).succeeded(trial)) {
      if (!closes) {
        listener.closed(endpoint);
      }
      closes = true;
    }
    return closes;
  }

  /** A call failed for a reason that may be everybody's. */
  void failed(
      Endpoint endpoint,
      FailureCause why,
      long origin,
      @Nullable Duration atLeast,
      boolean trial,
      long now) {
    if (host.failed(why, origin, atLeast, trial, now)) {
      listener.opened(null, why);
    }
    boolean opens = of(endpoint).failed(why, origin, atLeast, trial, now);
    if (opens && host.isClosed()) {
      listener.opened(endpoint, why);
    }
  }

  /** All calls of that kind are refused, by somebody who answers. */
  void refused(Endpoint endpoint, FailureCause why, boolean trial, long now) {
    if (host.succeeded(trial)) {
      listener.closed(null);
    }
    if (of(endpoint).refused(why, trial, now)) {
      listener.opened(endpoint, why);
    }
  }

  /** A call was refused for what it holds, as it seems; nobody else was taken since. */
  void contentRefused(Endpoint endpoint, long origin, boolean trial, long now) {
    if (host.succeeded(trial)) {
      listener.closed(null);
    }
    if (of(endpoint).contentRefused(origin, trial, now)) {
      listener.opened(endpoint, FailureCause.CONTENT_REFUSED);
    }
  }

  /** A call told nothing of how things stand. */
  void unclear(Endpoint endpoint, @Nullable Duration atLeast, boolean trial, long now) {
    host.unclear(atLeast, trial, now);
    of(endpoint).unclear(atLeast, trial, now);
  }

  /** Somebody new waits, who may tell whether it is one request alone that fails. */
  void newcomer(Endpoint endpoint, long now) {
    if (!host.isClosed()) {
      host.newcomer(now);
    }
    if (!of(endpoint).isClosed()) {
      of(endpoint).newcomer(now);
    }
  }

  /** For how long something is held back for that reason, milliseconds; 0 if nothing is. */
  long heldMs(FailureCause cause, long now) {
    long longest = heldMs(host, cause, now);
    for (CircuitBreaker breaker : endpoints.values()) {
      longest = Math.max(longest, heldMs(breaker, cause, now));
    }
    return longest;
  }

  private static long heldMs(CircuitBreaker breaker, FailureCause cause, long now) {
    return breaker.isClosed() || breaker.cause() != cause ? 0 : now - breaker.openedAt();
  }
}
