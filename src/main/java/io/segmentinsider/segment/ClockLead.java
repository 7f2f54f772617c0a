package io.segmentinsider.segment;

import java.io.Serializable;
import java.time.Duration;

/**
 * How far a time may lie after the moment at which its record reached Kafka. Anybody can write any
 * time into an event, and one that lies ahead would win against every true one until it comes:
 * consent, attributes, links and deletions would stand still.
 *
 * @param millis most milliseconds
 */
public record ClockLead(long millis) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** As {@code source.max-clock-lead} says. */
  public static ClockLead of(Duration lead) {
    return new ClockLead(lead.toMillis());
  }

  /**
   * The time that counts: the record's own instead of one too far after it. It depends on no clock,
   * so a replay comes to the same.
   *
   * @param time epoch milliseconds, of the years 1970 to 2200
   * @param recordTime Kafka's timestamp; below 0 if there is none, and then every time counts
   */
  public long bound(long time, long recordTime) {
    return recordTime >= 0 && time - millis > recordTime ? recordTime : time;
  }
}
