package io.segmentinsider.delivery;

import io.segmentinsider.config.ConfigurationException;
import java.time.Duration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * A task that ends waits for its requests, up to {@code delivery.request-timeout}: a request of one
 * attempt must not reach Insider after those of the next. Flink kills the whole TaskManager if a
 * task takes longer to end than {@code task.cancellation.timeout}.
 */
public final class CancellationTimeout {

  /** For what else a task closes, such as its producers. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private CancellationTimeout() {}

  /**
   * Compares the two.
   *
   * @param flink where Flink reads its time-out
   * @throws ConfigurationException if the request's is too long
   */
  public static void require(Duration requestTimeout, ReadableConfig flink) {
    Duration cancellation = flink.get(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT);
    if (!cancellation.isZero() && requestTimeout.plus(MARGIN).compareTo(cancellation) > 0) {
      throw new ConfigurationException(
          DeliveryOptions.REQUEST_TIMEOUT,
          requestTimeout.toMillis() + " ms",
          "at most "
              + Math.max(0, cancellation.minus(MARGIN).toMillis())
              + " ms, which is 10 s less than Flink's "
              + TaskManagerOptions.TASK_CANCELLATION_TIMEOUT.key()
              + " ("
              + cancellation.toMillis()
              + " ms): a task that ends waits for its requests, and Flink kills a TaskManager whose"
              + " task takes longer");
    }
  }
}
