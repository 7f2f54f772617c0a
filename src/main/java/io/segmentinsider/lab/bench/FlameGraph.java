package io.segmentinsider.lab.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws a {@link ThreadProfile}: the wider a box, the more processor time of its method and of all
 * that it calls; callers stand below. What is narrower than a thousandth is left out.
 */
final class FlameGraph {

  private static final double WIDTH = 1_400;
  private static final int ROW = 17;
  private static final int MARGIN = 10;
  private static final int HEADER = 40;
  private static final double CHARACTER = 6.6;
  private static final double NARROWEST = 1 / 1_000.0;

  private static final class Node {
    private final String label;
    private final String className;
    private final Map<String, Node> callees = new TreeMap<>();
    private double nanos;

    private Node(String label, String className) {
      this.label = label;
      this.className = className;
    }

    private Node callee(String name, String ofClass) {
      return callees.computeIfAbsent(name, unused -> new Node(name, ofClass));
    }

    private int depth(double least) {
      int deepest = 0;
      for (Node callee : callees.values()) {
        if (callee.nanos >= least) {
          deepest = Math.max(deepest, callee.depth(least));
        }
      }
      return deepest + 1;
    }
  }

  private final String title;
  private final Node root = new Node("the process of the job", "");
  private final StringBuilder svg = new StringBuilder();

  private FlameGraph(String title, ThreadProfile profile) {
    this.title = title;
    profile
        .nanos()
        .forEach(
            (group, nanos) -> {
              if (nanos > 0) {
                add(group, nanos, profile.samples().getOrDefault(group, List.of()));
              }
            });
  }

  /** The picture as SVG. */
  static String of(String title, ThreadProfile profile) {
    return new FlameGraph(title, profile).draw();
  }

  private void add(String group, double nanos, List<ThreadProfile.Stack> stacks) {
    root.nanos += nanos;
    Node thread = root.callee(group, "");
    thread.nanos += nanos;
    for (ThreadProfile.Stack stack : stacks) {
      Node node = thread;
      for (ThreadProfile.Frame frame : stack.frames()) {
        String className = withoutNumbers(frame.className());
        node = node.callee(simpleName(className) + "." + frame.method(), className);
        node.nanos += nanos / stacks.size();
      }
    }
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** Generated classes have numbers in their names that differ from thread to thread. */
  private static String withoutNumbers(String className) {
    int generated = className.indexOf("$$Lambda");
    return generated < 0 ? className : className.substring(0, generated) + "$$Lambda";
  }

  private String draw() {
    double least = root.nanos * NARROWEST;
    int height = HEADER + root.depth(least) * ROW + 2 * MARGIN;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %d\""
                + " font-family=\"monospace\" font-size=\"11\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
                + "<text x=\"%d\" y=\"24\" font-size=\"15\">%s</text>%n",
            WIDTH + 2 * MARGIN,
            height,
            MARGIN,
            escaped(title)));
    draw(root, MARGIN, height - MARGIN - ROW, least);
    return svg.append("</svg>\n").toString();
  }

  private void draw(Node node, double x, int y, double least) {
    double width = WIDTH * node.nanos / root.nanos;
    svg.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s: %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\""
                + " fill=\"%s\"/>",
            escaped(node.className.isEmpty() ? node.label : node.className + ": " + node.label),
            100 * node.nanos / root.nanos,
            x,
            y,
            Math.max(0.3, width - 0.5),
            ROW - 1,
            colour(node.className)));
    int room = (int) ((width - 4) / CHARACTER);
    if (room >= 3) {
      String label =
          node.label.length() <= room ? node.label : node.label.substring(0, room - 1) + "…";
      svg.append(
          String.format(
              Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 2, y + 12, escaped(label)));
    }
    svg.append("</g>\n");
    List<Node> widestFirst = new ArrayList<>(node.callees.values());
    widestFirst.sort(Comparator.comparingDouble((Node callee) -> callee.nanos).reversed());
    double left = x;
    for (Node callee : widestFirst) {
      if (callee.nanos >= least) {
        draw(callee, left, y - ROW, least);
      }
      left += WIDTH * callee.nanos / root.nanos;
    }
  }

  private static String colour(String className) {
    BenchStage stage = BenchStage.ofClass(className);
    if (stage != null) {
      return switch (stage) {
        case SEGMENT -> "#f4a261";
        case MAPPING -> "#e76f51";
        case IDENTITY -> "#e9c46a";
        case PROFILE -> "#8ab17d";
        case DELIVERY -> "#2a9d8f";
        default -> "#b5838d";
      };
    }
    if (className.startsWith("io.segmentinsider.")) {
      return "#f28482";
    }
    if (className.startsWith("org.apache.flink.")) {
      return "#a2d2ff";
    }
    return className.isEmpty() ? "#dddddd" : "#cdd5e0";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
