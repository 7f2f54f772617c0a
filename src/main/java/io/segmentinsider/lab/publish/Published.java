package io.segmentinsider.lab.publish;

import io.segmentinsider.lab.report.SourceRange;
import java.time.Duration;
import java.util.List;

/**
 * What was published.
 *
 * @param ranges where it stands, one range a partition
 * @param events how many records
 * @param bytes how many bytes their values have
 * @param elapsed how long it took
 */
public record Published(List<SourceRange> ranges, long events, long bytes, Duration elapsed) {

  /** Copies the ranges. */
  public Published {
    ranges = List.copyOf(ranges);
  }
}
