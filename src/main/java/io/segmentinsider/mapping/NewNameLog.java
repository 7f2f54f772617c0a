package io.segmentinsider.mapping;

import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Sha256;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts new custom names, and writes each into the log. Names come from outside, so the lines of a
 * day are bounded, and a name that could be a person's is not shown.
 */
final class NewNameLog implements AdmittedNames.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(NewNameLog.class);

  private static final int MAX_LINES_PER_DAY = 200;
  private static final int SHOWN_DIGEST = 8;

  private final Map<CustomNames.Place, Counter> counters = new EnumMap<>(CustomNames.Place.class);
  private long day = KnownName.ALWAYS;
  private int linesOfDay;

  NewNameLog(MetricGroup metrics) {
    for (CustomNames.Place place : CustomNames.Place.values()) {
      counters.put(place, JobMetric.NEW_NAMES.counter(metrics, place.group()));
    }
  }

  @Override
  public void isNew(CustomNames.Place place, String name, long nameDay) {
    counters.get(place).inc();
    if (nameDay > day) {
      day = nameDay;
      linesOfDay = 0;
    }
    linesOfDay++;
    if (linesOfDay <= MAX_LINES_PER_DAY) {
      LOG.info(
          "A custom name goes to Insider for the first time: {}.{}", place.group(), shown(name));
    } else if (linesOfDay == MAX_LINES_PER_DAY + 1) {
      LOG.warn(
          "More than {} custom names were new on one day. Further ones are counted only; see"
              + " mapping.max-new-names-per-day",
          MAX_LINES_PER_DAY);
    }
  }

  @Override
  public void isAlone(IOException cause) {
    LOG.warn(
        "The JobManager does not answer. New custom names are counted by each task for itself ({})",
        cause.getClass().getSimpleName());
  }

  private static String shown(String name) {
    return PersonalNames.isHidden(name)
        ? "(not shown, SHA-256 " + Sha256.hex(name).substring(0, SHOWN_DIGEST) + "…)"
        : name;
  }
}
