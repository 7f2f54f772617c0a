package io.segmentinsider.tools.trace;

import java.nio.charset.StandardCharsets;

/** What receipts, dead letters and changes of links have in common: the place of their event. */
final class OutcomeLine {

  /**
   * Stands in no text of JSON, where its quotes would be escaped; and the source comes before
   * whatever else could have such a member.
   */
  private static final byte[] OFFSET = "\"offset\":".getBytes(StandardCharsets.US_ASCII);

  private OutcomeLine() {}

  /** The offset of the event, read without reading the rest; -1 if there is none. */
  static long offset(byte[] line) {
    int at = Bytes.indexOf(line, OFFSET);
    if (at < 0) {
      return -1;
    }
    long offset = 0;
    int first = at + OFFSET.length;
    int digit = first;
    while (digit < line.length && line[digit] >= '0' && line[digit] <= '9') {
      offset = offset * 10 + (line[digit] - '0');
      digit++;
    }
    return digit == first ? -1 : offset;
  }
}
