package io.segmentinsider.lab.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.lab.report.RecentLatencies.Percentiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * What came out.
 *
 * @param events in the topic
 * @param people whose they are
 * @param passes all that count, in the order in which they were made
 * @param profile of the row job; null without it
 */
public record BenchResult(
    long events, long people, List<Measured> passes, @Nullable ThreadProfile profile) {

  /** From so many processors taken by others on, figures are to be read with care. */
  private static final double NOISE = 0.1;

  private static final String P50 = "p50";
  private static final String P99 = "p99";
  private static final String MAX = "max";

  /**
   * A pass of a row.
   *
   * @param usersPerRequest user objects; 0 for a row that makes no calls
   * @param coresOfOthers processors that others took meanwhile
   * @param latencies from Kafka to Insider's answer; null for a row without a pace
   */
  public record Measured(
      Row row,
      Pass pass,
      double usersPerRequest,
      double coresOfOthers,
      @Nullable Percentiles latencies) {

    private double speed() {
      return pass.eventsPerSecond();
    }

    String words() {
      return String.format(
          Locale.ROOT,
          "%s: %,.0f events/s, %.2f µs of processor time an event",
          row.label(),
          pass.eventsPerSecond(),
          pass.cpuMicrosPerEvent());
    }
  }

  /** The lines of a table, its header first. */
  public List<List<String>> table() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "row",
            "events/s",
            "least to most",
            "CPU µs/event",
            "in T",
            "B/event",
            "users/request",
            ""));
    double tree = cpu(Row.TREE);
    for (Map.Entry<Row, List<Measured>> row : byRow().entrySet()) {
      List<Measured> all = row.getValue();
      double cpu = median(all, one -> one.pass().cpuMicrosPerEvent());
      double users = median(all, Measured::usersPerRequest);
      double bytes = allocated(all);
      lines.add(
          List.of(
              row.getKey().label(),
              number("%,.0f", median(all, Measured::speed)),
              number("%,.0f", all.stream().mapToDouble(Measured::speed).min().orElseThrow())
                  + " to "
                  + number("%,.0f", all.stream().mapToDouble(Measured::speed).max().orElseThrow()),
              number("%.2f", cpu),
              Double.isNaN(tree) ? "" : number("%.2f", cpu / tree),
              Double.isNaN(bytes) ? "" : number("%,.0f", bytes),
              users == 0 ? "" : number("%.0f", users),
              row.getKey().words()));
    }
    return lines;
  }

  /** Sentences to read beside the table. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    ratios().forEach((name, ratio) -> remarks.add(name + ": " + number("%.2f", ratio)));
    Map<String, Double> stages = stagesInT();
    if (!stages.isEmpty()) {
      remarks.add(
          "The job's stages in T: "
              + stages.entrySet().stream()
                  .map(stage -> stage.getKey() + " " + number("%.2f", stage.getValue()))
                  .collect(Collectors.joining(", ")));
    }
    Map<String, Double> latencies = latencies();
    if (!latencies.isEmpty()) {
      remarks.add(
          "Latency at half of the job's rate: half within "
              + number("%.0f", latencies.get(P50))
              + " ms, 99 of 100 within "
              + number("%.0f", latencies.get(P99))
              + " ms");
    }
    Map<String, Double> checkpoints = checkpoints();
    if (!checkpoints.isEmpty()) {
      remarks.add(
          "Checkpoints of the job: half within "
              + number("%.0f", checkpoints.get(P50))
              + " ms, the longest "
              + number("%.0f", checkpoints.get(MAX))
              + " ms; "
              + number("%.0f", stateBytesPerUser())
              + " bytes of state for each of "
              + number("%,d", people)
              + " users");
    }
    double others = median(passes, Measured::coresOfOthers);
    if (others >= NOISE) {
      remarks.add(
          "Others used this machine meanwhile: "
              + number("%.2f", others)
              + " processors for half of the passes. The figures show less than it can do, and"
              + " differ from run to run.");
    }
    return remarks;
  }

  /** All of it as JSON; what was not measured is missing. */
  public String toJson() throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("events", events);
    ObjectNode rows = json.putObject("rows");
    byRow().forEach((row, all) -> write(rows.putObject(row.label()), row, all));
    write(json, "ratios", ratios());
    write(json, "stagesInT", stagesInT());
    write(json, "latencyMs", latencies());
    List<Measured> job = byRow().getOrDefault(Row.JOB, List.of());
    if (!job.isEmpty()) {
      json.put("usersPerRequest", median(job, Measured::usersPerRequest));
    }
    write(json, "checkpointMs", checkpoints());
    if (!Double.isNaN(stateBytesPerUser())) {
      json.put("stateBytesPerUser", stateBytesPerUser());
    }
    json.put("coresOfOthers", median(passes, Measured::coresOfOthers));
    json.put(
        "kernelAndVm",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors, Java "
            + System.getProperty("java.version"));
    return json.toPrettyString();
  }

  private void write(ObjectNode node, Row row, List<Measured> all) {
    double tree = cpu(Row.TREE);
    double cpu = median(all, one -> one.pass().cpuMicrosPerEvent());
    double bytes = allocated(all);
    node.put("eventsPerSecond", median(all, Measured::speed)).put("cpuMicrosPerEvent", cpu);
    if (!Double.isNaN(tree)) {
      node.put("cpuInT", cpu / tree);
    }
    if (!Double.isNaN(bytes)) {
      node.put("allocatedBytesPerEvent", bytes);
    }
    if (row.delivers()) {
      node.put("usersPerRequest", median(all, Measured::usersPerRequest));
    }
    all.forEach(one -> node.withArray("runs").add(one.speed()));
  }

  private static void write(ObjectNode json, String name, Map<String, Double> figures) {
    if (!figures.isEmpty()) {
      ObjectNode node = json.putObject(name);
      figures.forEach(node::put);
    }
  }

  private Map<String, Double> ratios() {
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratio(Row.JOB, Row.LADDER, ratios);
    ratio(Row.JOB_ROCKSDB, Row.LADDER_ROCKSDB, ratios);
    ratio(Row.JOB_ROCKSDB, Row.JOB, ratios);
    ratio(Row.JOB_SEGMENT, Row.JOB, ratios);
    ratio(Row.JOB, Row.NAIVE, ratios);
    ratio(Row.JOB, Row.HTTP_SINK, ratios);
    ratio(Row.JOB_LIMITED, Row.NAIVE_LIMITED, ratios);
    return ratios;
  }

  private void ratio(Row row, Row other, Map<String, Double> ratios) {
    Map<Row, List<Measured>> all = byRow();
    if (all.containsKey(row) && all.containsKey(other)) {
      ratios.put(
          row.label() + " / " + other.label(),
          median(all.get(row), Measured::speed) / median(all.get(other), Measured::speed));
    }
  }

  /** Empty without a profile or without the unit. */
  private Map<String, Double> stagesInT() {
    Map<String, Double> stages = new LinkedHashMap<>();
    double tree = cpu(Row.TREE);
    if (profile != null && !Double.isNaN(tree)) {
      profile.microsByStage().forEach((stage, micros) -> stages.put(stage.label(), micros / tree));
    }
    return stages;
  }

  private Map<String, Double> latencies() {
    List<Measured> all =
        byRow().getOrDefault(Row.JOB_LATENCY, List.of()).stream()
            .filter(one -> one.latencies() != null && one.latencies().p99() != null)
            .toList();
    Map<String, Double> latencies = new LinkedHashMap<>();
    if (!all.isEmpty()) {
      latencies.put(P50, median(all, one -> one.latencies().p50()));
      latencies.put(P99, median(all, one -> one.latencies().p99()));
    }
    return latencies;
  }

  private List<Pass.Checkpoints> checkpointsOfJob() {
    return byRow().getOrDefault(Row.JOB, List.of()).stream()
        .map(one -> one.pass().checkpoints())
        .filter(Objects::nonNull)
        .toList();
  }

  private Map<String, Double> checkpoints() {
    List<Pass.Checkpoints> all = checkpointsOfJob();
    Map<String, Double> checkpoints = new LinkedHashMap<>();
    if (!all.isEmpty()) {
      checkpoints.put(P50, median(all, Pass.Checkpoints::p50));
      checkpoints.put(MAX, all.stream().mapToDouble(Pass.Checkpoints::max).max().orElseThrow());
    }
    return checkpoints;
  }

  private double stateBytesPerUser() {
    List<Pass.Checkpoints> all = checkpointsOfJob();
    return all.isEmpty() || people == 0
        ? Double.NaN
        : median(all, Pass.Checkpoints::largestBytes) / people;
  }

  private double cpu(Row row) {
    List<Measured> all = byRow().getOrDefault(row, List.of());
    return all.isEmpty() ? Double.NaN : median(all, one -> one.pass().cpuMicrosPerEvent());
  }

  private static double allocated(List<Measured> all) {
    List<Measured> known = all.stream().filter(one -> one.pass().allocatedBytes() != null).toList();
    return known.isEmpty()
        ? Double.NaN
        : median(known, one -> (double) one.pass().allocatedBytes() / one.pass().events());
  }

  private Map<Row, List<Measured>> byRow() {
    Map<Row, List<Measured>> rows = new EnumMap<>(Row.class);
    passes.forEach(one -> rows.computeIfAbsent(one.row(), unused -> new ArrayList<>()).add(one));
    return rows;
  }

  private static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
