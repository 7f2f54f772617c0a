package io.segmentinsider.mapping;

import io.segmentinsider.segment.SegmentEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts the events that no mapping wants, in all and by name: the list of what a mapping may have
 * forgotten. Names come from outside, so their number is bounded, and one that looks as if it held
 * an e-mail or a phone number does not become the name of a metric.
 */
final class UnmatchedCounters {

  private static final int MAX_NAMES = 100;
  private static final int MAX_NAME_LENGTH = 80;

  /** As many digits in a row are no version and no year. */
  private static final int DIGITS_OF_A_PERSON = 6;

  /** Counts what comes after the last name that gets a counter of its own, and personal ones. */
  private static final String OTHERS = "(others)";

  private final MetricGroup metrics;
  private final Counter all;
  private final Map<String, Counter> byName = new HashMap<>();

  UnmatchedCounters(MetricGroup metrics) {
    this.metrics = metrics;
    this.all = metrics.counter("unmatched");
  }

  /** Counts an event under its name, or its type if it is no track call. */
  void count(SegmentEvent event) {
    all.inc();
    String name = nameOf(event);
    Counter counter = byName.get(name);
    if (counter == null) {
      String counted = byName.size() < MAX_NAMES && !looksPersonal(name) ? name : OTHERS;
      counter =
          byName.computeIfAbsent(
              counted, group -> metrics.addGroup("event", group).counter("unmatchedByName"));
    }
    counter.inc();
  }

  private static boolean looksPersonal(String name) {
    int digits = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      digits = c >= '0' && c <= '9' ? digits + 1 : 0;
      if (c == '@' || digits == DIGITS_OF_A_PERSON) {
        return true;
      }
    }
    return false;
  }

  private static String nameOf(SegmentEvent event) {
    if (event.type().equals("track") && event.json().get("event") instanceof String name) {
      return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
    }
    return event.type();
  }
}
