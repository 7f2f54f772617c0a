package io.segmentinsider.tools.console.watch;

import java.time.Duration;
import javax.annotation.Nullable;

/** What becomes of a backlog if everything goes on as in the last half minute. */
final class Forecast {

  private Forecast() {}

  /**
   * In words.
   *
   * @param lag events that are still to be read
   * @param perSecond by how much that grows
   * @param known whether that was watched long enough
   * @return null if there is nothing to say
   */
  @Nullable
  static String of(long lag, double perSecond, boolean known) {
    if (lag == 0 || !known) {
      return null;
    }
    if (perSecond > -0.1) {
      return perSecond < 0.1 ? "stays as it is" : "grows";
    }
    long seconds = Math.round(lag / -perSecond);
    Duration left = Duration.ofSeconds(seconds);
    if (left.toDays() > 2) {
      return "read in " + left.toDays() + " days";
    }
    if (left.toHours() > 2) {
      return "read in " + left.toHours() + " hours";
    }
    return left.toMinutes() > 2
        ? "read in " + left.toMinutes() + " minutes"
        : "read in " + Math.max(1, seconds) + " seconds";
  }
}
