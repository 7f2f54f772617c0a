package io.segmentinsider.lab.soak;

import io.segmentinsider.lab.publish.EventInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a soak does.
 *
 * @param length how long events are published; what is under way then ends after it
 * @param eventsPerSecond the peak of the load
 * @param every how long one mishap and the quiet after it take together
 * @param sampleEvery how often is looked at memory and the like
 * @param seed gives the same mishaps in the same order
 * @param input is published again and again, each time as other people
 * @param options {@code option=value} of the job each
 * @param out where report, samples and picture go
 */
public record SoakSettings(
    Duration length,
    int eventsPerSecond,
    Duration every,
    Duration sampleEvery,
    long seed,
    EventInput input,
    List<String> options,
    Path out) {

  /** Copies the options. */
  public SoakSettings {
    options = List.copyOf(options);
  }
}
