package io.segmentinsider.segment;

import javax.annotation.Nullable;

/**
 * Positions of a partition that were to be read, and that Kafka no longer has. Holes that
 * compaction and the marks of transactions leave are none: Kafka goes on behind them by itself.
 *
 * @param expected the next position to read
 * @param begin the first position that the partition has
 * @param end the position after its last one
 * @param next where reading goes on
 */
public record OffsetGap(long expected, long begin, long end, long next) {

  /**
   * Compares what is to be read with what there is.
   *
   * @return null if there is no gap
   */
  @Nullable
  static OffsetGap at(long expected, LogRange range, MissingOffsets policy) {
    if (expected >= range.begin() && expected <= range.end()) {
      return null;
    }
    return new OffsetGap(expected, range.begin(), range.end(), policy.next(range));
  }

  /** What happened, as a sentence without its beginning. */
  public String inWords() {
    String lost =
        expected < begin
            ? "positions "
                + expected
                + " to "
                + (begin - 1)
                + " were deleted before they were read (at the end of such a range may be marks of"
                + " transactions)"
            : "position "
                + expected
                + " was to be read next, and the partition ends before it, at "
                + end
                + ": the topic was deleted and made again, or the last records were lost with a"
                + " broker";
    return lost + "; positions are there from " + begin + " on, reading goes on at " + next;
  }
}
