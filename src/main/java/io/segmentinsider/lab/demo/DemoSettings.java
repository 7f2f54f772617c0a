package io.segmentinsider.lab.demo;

import io.segmentinsider.lab.publish.EventInput;
import java.nio.file.Path;
import java.util.List;

/**
 * What a demo runs.
 *
 * @param configFile the job's configuration, as for a real cluster
 * @param overrides {@code option=value} each; they win over the file and over what the demo sets
 * @param input the events
 * @param repeat how often they are published, each time as other people's
 * @param partitions of the topic of the events
 * @param parallelism of the job
 * @param recording whether the sandbox writes down every user object that it receives
 * @param disturbance what goes wrong meanwhile
 * @param auditing whether the job writes down what it learns of whose identifiers are
 */
public record DemoSettings(
    Path configFile,
    List<String> overrides,
    EventInput input,
    int repeat,
    int partitions,
    int parallelism,
    boolean recording,
    Disturbance disturbance,
    boolean auditing) {

  /** Copies the overrides. */
  public DemoSettings {
    overrides = List.copyOf(overrides);
  }
}
