package io.segmentinsider.lab.report;

/**
 * Records of one partition without a gap.
 *
 * @param topic never null
 * @param partition from 0
 * @param begin the first offset
 * @param end the offset after the last one
 */
public record SourceRange(String topic, int partition, long begin, long end) {

  /** The range that reaches that offset, too. */
  public SourceRange including(long offset) {
    return new SourceRange(topic, partition, Math.min(begin, offset), Math.max(end, offset + 1));
  }

  /** How many records it has. */
  public long size() {
    return end - begin;
  }
}
