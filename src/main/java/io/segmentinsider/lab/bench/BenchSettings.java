package io.segmentinsider.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is measured.
 *
 * @param rows in the order of the table
 * @param events to publish; beyond one bundled day they are a whole number of days
 * @param warmUps passes of each row that do not count
 * @param passes of each row that count
 * @param pacedFor how long events come in a pass of the row that has a pace
 * @param heap {@code -Xmx} of a row's process
 * @param peers the directory of {@code bench/}, compiled
 * @param log takes what the processes print as errors
 * @param mainClass of the local jar
 */
public record BenchSettings(
    List<Row> rows,
    long events,
    int warmUps,
    int passes,
    Duration pacedFor,
    String heap,
    Path peers,
    Path log,
    String mainClass) {

  /** Lines of the bundled day. */
  static final long EVENTS_OF_DAY = 20_000;
}
