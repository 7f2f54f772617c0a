package io.segmentinsider.lab.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.lab.LabJson;
import io.segmentinsider.lab.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * What a soak came to.
 *
 * @param published events
 * @param samples in order
 * @param marks what went wrong when
 * @param report what became of the events
 */
public record SoakReport(
    long published, List<SoakSample> samples, List<SoakPicture.Mark> marks, Report report) {

  /** The second and the last of so many parts are compared: the first one warms up. */
  private static final int PARTS = 5;

  private static final List<String> LEVEL = List.of("metaspaceMb", "threads", "openFiles");

  /** Whether every event is accounted for and no promise is broken. */
  public boolean isKept() {
    return report.accounted() && report.brokenPromises().isEmpty();
  }

  /** Lines for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d events, %d mishaps, accounted: %s"
            .formatted(published, marks.size(), report.accounted()));
    lines.addAll(report.brokenPromises());
    for (String name : LEVEL) {
      Double before = median(name, 1);
      Double after = median(name, PARTS - 1);
      lines.add("%-12s %s at first, %s in the end".formatted(name, text(before), text(after)));
    }
    return lines;
  }

  /** Writes {@code soak.json}, {@code samples.csv} and {@code soak.svg}. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("soak.svg"), SoakPicture.of(samples, marks));
    Files.writeString(directory.resolve("samples.csv"), csv());
    ObjectNode root = LabJson.MAPPER.createObjectNode();
    root.put("events", published);
    root.put("accounted", report.accounted());
    report.brokenPromises().forEach(root.putArray("brokenPromises")::add);
    for (SoakPicture.Mark mark : marks) {
      root.withArray("mishaps").addObject().put("second", mark.seconds()).put("name", mark.name());
    }
    ObjectNode medians = root.putObject("medians");
    if (!samples.isEmpty()) {
      for (String name : samples.get(0).values().keySet()) {
        medians
            .putObject(name)
            .put("atFirst", median(name, 1))
            .put("inTheEnd", median(name, PARTS - 1));
      }
    }
    LabJson.INDENTED.writeValue(directory.resolve("soak.json").toFile(), root);
  }

  private String csv() {
    StringBuilder csv = new StringBuilder();
    for (SoakSample sample : samples) {
      if (csv.isEmpty()) {
        csv.append("seconds,").append(String.join(",", sample.values().keySet())).append('\n');
      }
      csv.append(sample.seconds()).append(',');
      csv.append(
          sample.values().values().stream().map(SoakReport::text).collect(Collectors.joining(",")));
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String text(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** The median of a value in one of the parts, counted from 0; null if there is none. */
  @Nullable
  private Double median(String name, int part) {
    List<Double> sorted =
        samples.subList(samples.size() * part / PARTS, samples.size() * (part + 1) / PARTS).stream()
            .map(SoakSample::values)
            .map((Map<String, Double> values) -> values.get(name))
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    return sorted.isEmpty() ? null : sorted.get(sorted.size() / 2);
  }
}
