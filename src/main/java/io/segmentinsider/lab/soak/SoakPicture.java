package io.segmentinsider.lab.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** Draws a soak as SVG: one chart below the other, and a line for each mishap through all. */
final class SoakPicture {

  private static final int WIDTH = 1_000;
  private static final int LEFT = 70;
  private static final int HEIGHT = 110;
  private static final int GAP = 34;
  private static final int TOP = 120;
  private static final int FOOT = 30;

  private static final List<Chart> CHARTS =
      List.of(
          new Chart(
              "events published a second",
              List.of(new Line("rate", "#1f6feb", sample -> sample.published())),
              true),
          new Chart(
              "latency from Kafka to Insider, s: median and p99",
              List.of(
                  new Line("p50", "#1a7f37", sample -> seconds(sample.latencyP50Ms())),
                  new Line("p99", "#cf222e", sample -> seconds(sample.latencyP99Ms()))),
              false),
          new Chart(
              "memory, MB: resident of Flink's processes and heap of the TaskManagers",
              List.of(
                  new Line("resident", "#8250df", SoakSample::residentMb),
                  new Line("heap", "#1f6feb", SoakSample::heapMb)),
              false),
          new Chart(
              "metaspace of the TaskManager that has most, MB",
              List.of(new Line("metaspace", "#bf8700", SoakSample::metaspaceMb)),
              false),
          new Chart(
              "threads and open files of Flink's processes",
              List.of(
                  new Line("threads", "#1a7f37", SoakSample::threads),
                  new Line("files", "#cf222e", SoakSample::openFiles)),
              false),
          new Chart(
              "state in the last checkpoint, MB",
              List.of(new Line("state", "#1f6feb", SoakSample::stateMb)),
              false));

  /**
   * A chart.
   *
   * @param rates whether its values grow, and what they grow by a second is drawn
   */
  private record Chart(String title, List<Line> lines, boolean rates) {}

  private record Line(String name, String color, Function<SoakSample, Double> value) {}

  /**
   * A mishap as it happened.
   *
   * @param seconds since the start
   */
  record Mark(long seconds, String name) {}

  private final List<SoakSample> samples;
  private final List<Mark> marks;
  private final double length;
  private final StringBuilder svg = new StringBuilder(65_536);

  private SoakPicture(List<SoakSample> samples, List<Mark> marks) {
    this.samples = samples;
    this.marks = marks;
    this.length = Math.max(1, samples.isEmpty() ? 1 : samples.get(samples.size() - 1).seconds());
  }

  /** The picture. */
  static String of(List<SoakSample> samples, List<Mark> marks) {
    return new SoakPicture(samples, marks).draw();
  }

  private static Double seconds(Double millis) {
    return millis == null ? null : millis / 1_000;
  }

  private String draw() {
    int height = TOP + CHARTS.size() * (HEIGHT + GAP) + FOOT;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"11\">%n",
        WIDTH, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, height);
    for (Mark mark : marks) {
      double x = x(mark.seconds());
      add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#d0d7de\"/>%n",
          x, x, TOP - 20, height - FOOT);
      add(
          "<text transform=\"translate(%.1f,%d) rotate(-60)\" fill=\"#57606a\">%s</text>%n",
          x, TOP - 24, mark.name());
    }
    for (int i = 0; i < CHARTS.size(); i++) {
      draw(CHARTS.get(i), TOP + i * (HEIGHT + GAP));
    }
    add(
        "<text x=\"%d\" y=\"%d\">0</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.0f"
            + " min</text>%n",
        LEFT, height - 10, WIDTH - 10, height - 10, length / 60);
    return svg.append("</svg>\n").toString();
  }

  private void draw(Chart chart, int top) {
    double most = 0;
    for (Line line : chart.lines()) {
      most =
          Math.max(
              most,
              values(chart, line).stream()
                  .filter(Objects::nonNull)
                  .mapToDouble(v -> v)
                  .max()
                  .orElse(0));
    }
    most = most == 0 ? 1 : most * 1.05;
    add("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n", LEFT, top - 5, chart.title());
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#8c959f\"/>%n",
        LEFT, top, WIDTH - 10 - LEFT, HEIGHT);
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n", LEFT - 5, top + 9, text(most));
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>%n", LEFT - 5, top + HEIGHT);
    for (Line line : chart.lines()) {
      List<Double> values = values(chart, line);
      StringBuilder path = new StringBuilder();
      boolean drawing = false;
      for (int i = 0; i < values.size(); i++) {
        Double value = values.get(i);
        if (value == null) {
          drawing = false;
          continue;
        }
        path.append(drawing ? 'L' : 'M')
            .append(
                String.format(
                    Locale.ROOT,
                    "%.1f,%.1f",
                    x(samples.get(i).seconds()),
                    top + HEIGHT - HEIGHT * value / most));
        drawing = true;
      }
      add("<path d=\"%s\" fill=\"none\" stroke=\"%s\"/>%n", path, line.color());
    }
  }

  private List<Double> values(Chart chart, Line line) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Double value = line.value().apply(samples.get(i));
      if (chart.rates()) {
        Double before = i == 0 ? null : line.value().apply(samples.get(i - 1));
        value =
            value == null || before == null
                ? null
                : (value - before)
                    / Math.max(1, samples.get(i).seconds() - samples.get(i - 1).seconds());
      }
      values.add(value);
    }
    return values;
  }

  private double x(long seconds) {
    return LEFT + (WIDTH - 10 - LEFT) * Math.min(1, (double) seconds / length);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
