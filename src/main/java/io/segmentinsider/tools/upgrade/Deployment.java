package io.segmentinsider.tools.upgrade;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What a job is started from.
 *
 * @param jar the slim jar
 * @param config the job's configuration
 * @param overrides {@code option=value} each
 * @param parallelism of the job
 */
public record Deployment(Path jar, Path config, List<String> overrides, int parallelism) {

  private static final String PARALLELISM = "parallelism.default=";

  /** Copies the overrides. */
  public Deployment {
    overrides = List.copyOf(overrides);
  }

  /**
   * The same with some parts replaced.
   *
   * @param newJar null for the same
   * @param newConfig null for the same
   * @param more further overrides, which win
   * @param newParallelism null for the same
   */
  public Deployment with(
      @Nullable Path newJar,
      @Nullable Path newConfig,
      List<String> more,
      @Nullable Integer newParallelism) {
    List<String> all = new ArrayList<>(overrides);
    all.addAll(more);
    return new Deployment(
        newJar == null ? jar : newJar,
        newConfig == null ? config : newConfig,
        all,
        newParallelism == null ? parallelism : newParallelism);
  }

  /** The arguments of the job's main class. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--config", config.toString()));
    for (String override : overrides) {
      arguments.add("-D");
      arguments.add(override);
    }
    arguments.add("-D");
    arguments.add(PARALLELISM + parallelism);
    return arguments;
  }
}
