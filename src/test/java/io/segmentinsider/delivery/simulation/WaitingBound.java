package io.segmentinsider.delivery.simulation;

import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.simulation.History.Arrival;
import java.util.stream.Collectors;

/**
 * How long an update of somebody who is not at fault waits at most: the sum of what may keep it,
 * one after the other. It is far above what usually happens; what it finds is somebody who is
 * forgotten.
 */
final class WaitingBound {

  /** An update changes an identifier, then is sent, and then removes attributes. */
  private static final long CALLS = 3;

  private WaitingBound() {}

  /** The bound for all people of a history whose content is right, milliseconds. */
  static long of(History history) {
    DeliverySettings settings = history.settings;
    long answer = history.longestAnswerMs;
    long timeOut = settings.requestTimeout().toMillis();
    long wait = settings.backoffMax().toMillis();
    long bound = 0;

    // Outages, and the last wait of each before it is noticed that it is over, and the ramp.
    for (Outage outage : history.outages) {
      bound += outage.length() + 3 * wait + timeOut + 30_000;
    }

    // Restarts repeat what was not in a checkpoint.
    bound += history.restarts.size() * (2 * history.checkpointEveryMs + 10_000);

    // Everybody before it, one after the other, if only one request may be under way, or if all are
    // of its person.
    bound += CALLS * history.arrivals.size() * (5 * settings.linger().toMillis() + answer);

    // The pace, if everything that there is leaves before it, each update a few times.
    long requests = 6L * CALLS * history.arrivals.size();
    double perMinute =
        settings.requestsPerMinute() * settings.singleCallShare() / 100.0 / mostTasks(history);
    bound += (long) (requests * 60_000 / perMinute);

    // Calls that lose their answer or fail for no reason, of this user and of those before it.
    int thousandths = history.lostBefore + history.lostAfter + history.flaky + history.late;
    if (thousandths > 0) {
      bound += 40 * (wait + answer);
    }
    // Each holds the newer updates of its user back; who has many updates meets it again and again.
    if (thousandths > 0) {
      long met = 20 + 2 * CALLS * mostUpdatesOfOne(history) * thousandths / 1_000;
      bound += met * (timeOut + settings.lateEffects().toMillis());
    }

    // Users at fault, until they are told apart: in the same request, and in front of a full queue.
    int halvings = 1 + (int) Math.ceil(Math.log(settings.maxUsers()) / Math.log(2));
    long faulty = history.arrivals.stream().filter(arrival -> arrival.fault() != null).count();
    bound += faulty * (4 + halvings) * (timeOut + wait + answer);
    long onBudget =
        history.arrivals.stream()
            .filter(arrival -> arrival.fault() != null && arrival.fault().takesBudget())
            .count();
    bound += onBudget * (settings.retryBudget().toMillis() + 4 * (timeOut + wait + answer));
    return bound;
  }

  private static long mostUpdatesOfOne(History history) {
    return history.arrivals.stream()
        .collect(Collectors.groupingBy(Arrival::person, Collectors.counting()))
        .values()
        .stream()
        .max(Long::compare)
        .orElse(0L);
  }

  private static int mostTasks(History history) {
    int most = history.parallelism;
    for (History.Restart restart : history.restarts) {
      most = Math.max(most, restart.parallelism());
    }
    return most;
  }
}
