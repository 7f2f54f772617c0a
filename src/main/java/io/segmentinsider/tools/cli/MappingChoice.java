package io.segmentinsider.tools.cli;

import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** Which mapping, if not the configured one. */
final class MappingChoice {

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      required = true,
      description = "A bundled mapping: default, or segment-actions.")
  @Nullable
  private String preset;

  @Option(
      names = "--mappings",
      paramLabel = "FILE",
      required = true,
      description = "A mapping file.")
  @Nullable
  private Path file;

  /** The options of the job that say so. */
  List<String> overrides() {
    return file == null ? presetAlone(preset) : List.of("mapping.file=" + file.toAbsolutePath());
  }

  /** A preset in the place of a file that the configuration may name, which would win over it. */
  static List<String> presetAlone(String preset) {
    return List.of("mapping.preset=" + preset, "mapping.file=");
  }
}
