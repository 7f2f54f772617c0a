package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.WellFormed;
import io.segmentinsider.record.JobMetric;
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

  /** Counts what comes after the last name that gets a counter of its own, and personal ones. */
  private static final String OTHERS = "(others)";

  private final MetricGroup metrics;
  private final Counter all;
  private final Map<String, Counter> byName = new HashMap<>();

  UnmatchedCounters(MetricGroup metrics) {
    this.metrics = metrics;
    this.all = JobMetric.UNMATCHED.counter(metrics);
  }

  /** Counts an event under its name, or its type if it is no track call. */
  void count(SegmentEvent event) {
    all.inc();
    String name = nameOf(event);
    Counter counter = byName.get(name);
    if (counter == null) {
      String counted =
          byName.size() < MAX_NAMES && !PersonalNames.looksPersonal(name) ? name : OTHERS;
      counter =
          byName.computeIfAbsent(
              counted, label -> JobMetric.UNMATCHED_BY_NAME.counter(metrics, label));
    }
    counter.inc();
  }

  private static String nameOf(SegmentEvent event) {
    Object name = event.type().equals("track") ? event.json().get("event") : null;
    if (name instanceof Number number) {
      return shortened(JsonNumbers.text(number));
    }
    return name instanceof String text ? shortened(text) : event.type();
  }

  private static String shortened(String name) {
    return name.length() <= MAX_NAME_LENGTH
        ? name
        : WellFormed.text(name.substring(0, MAX_NAME_LENGTH));
  }
}
