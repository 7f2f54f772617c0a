package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Pool;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The queues of all endpoints, and the rates that they share. */
final class EndpointQueues {

  private static final int PERCENT = 100;

  /** Successes that it takes at least to spend a retry budget. */
  private static final int GAPS_IN_A_BUDGET = 15;

  private final Map<Pool, RateLimiter> limiters = new EnumMap<>(Pool.class);
  private final Map<Endpoint, EndpointQueue> queues = new EnumMap<>(Endpoint.class);

  /** The same queues; that of which a call left last is the last. */
  private final List<EndpointQueue> inTurn = new ArrayList<>();

  EndpointQueues(DeliverySettings settings, int parallelism, long now) {
    int single = settings.singleCallShare();
    limiters.put(
        Pool.BATCHED, new RateLimiter(share(settings, PERCENT - single), parallelism, now));
    limiters.put(Pool.SINGLE, new RateLimiter(share(settings, single), parallelism, now));
    for (Endpoint endpoint : Endpoint.values()) {
      boolean batched = endpoint.pool() == Pool.BATCHED;
      EndpointQueue queue =
          new EndpointQueue(
              endpoint,
              limiters.get(endpoint.pool()),
              batched ? settings.maxUsers() : 1,
              settings.maxBodyBytes(),
              batched ? settings.linger().toMillis() : 0,
              settings.retryBudget().toMillis() / GAPS_IN_A_BUDGET);
      queues.put(endpoint, queue);
      inTurn.add(queue);
    }
  }

  private static double share(DeliverySettings settings, int percent) {
    return (double) settings.requestsPerMinute() * percent / PERCENT;
  }

  EndpointQueue of(Endpoint endpoint) {
    return queues.get(endpoint);
  }

  /** Whatever waits longest; of those that wait equally long, what left the longest time ago. */
  EndpointQueue firstDue(boolean roomForRetry, CircuitBreakers breakers) {
    EndpointQueue first = inTurn.get(0);
    long firstAt = first.dueAt(roomForRetry, breakers);
    for (int i = 1; i < inTurn.size(); i++) {
      EndpointQueue queue = inTurn.get(i);
      long due = queue.dueAt(roomForRetry, breakers);
      if (due < firstAt) {
        first = queue;
        firstAt = due;
      }
    }
    return first;
  }

  /** A call leaves. */
  void left(Call call, long now) {
    EndpointQueue queue = of(call.endpoint());
    inTurn.remove(queue);
    inTurn.add(queue);
    queue.left(call, now);
  }

  /** A call was answered, or will never be. */
  void answered(Call call) {
    of(call.endpoint()).answered(call);
  }

  /** Calls succeed again after a time in which none did. */
  void recovered(long now) {
    limiters.values().forEach(limiter -> limiter.recovered(now));
  }

  /** Requests a minute that leave at most at present. */
  double requestsPerMinute(Pool pool) {
    return limiters.get(pool).requestsPerMinute();
  }
}
