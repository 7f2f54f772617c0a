package io.segmentinsider.lab.report;

import java.util.Arrays;
import javax.annotation.Nullable;

/** How long updates took from Kafka to Insider's answer. */
final class Latencies {

  private int[] millis = new int[1024];
  private int size;

  void add(long latencyMs) {
    if (size == millis.length) {
      millis = Arrays.copyOf(millis, size * 2);
    }
    millis[size++] = (int) Math.min(latencyMs, Integer.MAX_VALUE);
  }

  /**
   * The least latency that so many percent of the updates did not exceed, milliseconds.
   *
   * @return null if there is no update
   */
  @Nullable
  Long percentile(int percent) {
    if (size == 0) {
      return null;
    }
    int[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return (long) sorted[(int) Math.ceil(size * (percent / 100.0)) - 1];
  }
}
