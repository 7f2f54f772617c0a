package io.segmentinsider.tools.size;

import io.segmentinsider.delivery.dispatch.DeliverySettings;
import java.time.Duration;

/**
 * The requests that delivery makes at a steady rate of events. Each subtask sends what is ready
 * once its oldest has waited {@code delivery.linger}, or, behind another request, until that is
 * answered, up to five times as long, if a request is free, and the pace allows it; so requests
 * grow with the load instead of becoming more.
 *
 * @param perMinute requests a minute of the whole job
 * @param usersPerRequest user objects in one
 * @param mostEventsPerSecond what full requests at the whole pace carry
 * @param pace requests a minute that are left for upserts
 */
public record Requests(
    double perMinute, double usersPerRequest, double mostEventsPerSecond, double pace) {

  private static final double MINUTE_MS = 60_000;

  /**
   * The requests of a job.
   *
   * @param eventsPerSecond of the whole job; each makes a user object of its own, as no user has
   *     two updates at a time
   * @param answerTime how long Insider takes for one
   */
  public static Requests at(
      double eventsPerSecond, int parallelism, Duration answerTime, DeliverySettings delivery) {
    double pace = delivery.requestsPerMinute() * (100 - delivery.singleCallShare()) / 100.0;
    double fullest =
        Math.min(delivery.maxUsers(), delivery.maxBodyBytes() / Measured.BYTES_PER_UPDATE);
    // Of one subtask, in milliseconds.
    double gap = parallelism * 1_000 / (eventsPerSecond * Measured.UPDATES_PER_EVENT);
    double answer = answerTime.toMillis();
    double shortestPeriod =
        Math.max(parallelism * MINUTE_MS / pace, answer / delivery.maxInFlight());
    double linger = delivery.linger().toMillis();
    double waiting =
        Math.max(
            linger + gap, Math.min(answer, DeliverySettings.LINGERS_BEHIND_A_CALL * linger + gap));
    double period = Math.max(shortestPeriod, Math.min(waiting, fullest * gap));
    double mostUsersPerSecond = parallelism * fullest * 1_000 / shortestPeriod;
    return new Requests(
        parallelism * MINUTE_MS / period,
        Math.min(fullest, period / gap),
        mostUsersPerSecond / Measured.UPDATES_PER_EVENT,
        pace);
  }

  /** Whether so many events a second get through. */
  public boolean carries(double eventsPerSecond) {
    return eventsPerSecond <= mostEventsPerSecond;
  }
}
