package io.segmentinsider.tools.cli;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which mapping, under which options of the job. */
final class ConfiguredMapping {

  /** Nothing is sent, so no account is needed. */
  private static final String NO_ACCOUNT = "delivery.partner-name=none";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The job's configuration (default: conf/job.yaml).")
  @Nullable
  private Path config;

  @ArgGroup @Nullable private MappingChoice choice;

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "Sets an option of the job. Repeatable.")
  private List<String> options = List.of();

  /** The settings of a job with this mapping. */
  JobSettings settings() {
    return settings(null, List.of());
  }

  /**
   * The settings of a job with this mapping that reads a topic of its own and trusts it.
   *
   * @param topic its name
   */
  JobSettings settingsTrusting(String topic) {
    return settingsTrusting(topic, null);
  }

  /**
   * The same.
   *
   * @param preset the one that is meant where no mapping is chosen; null for the configured mapping
   */
  JobSettings settingsTrusting(String topic, @Nullable String preset) {
    return settings(
        preset, List.of("source.topic-pattern=" + topic, "source.trusted-topics=" + topic));
  }

  private JobSettings settings(@Nullable String preset, List<String> last) {
    List<String> overrides = new ArrayList<>();
    overrides.add(NO_ACCOUNT);
    if (choice == null && preset != null) {
      overrides.addAll(MappingChoice.presetAlone(preset));
    }
    if (choice != null) {
      overrides.addAll(choice.overrides());
    }
    overrides.addAll(options);
    overrides.addAll(last);
    Path file = config == null ? Home.resolve("conf/job.yaml") : config;
    return JobSettings.from(JobConfiguration.load(file, overrides));
  }
}
