package io.segmentinsider.tools.console.watch;

import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.cluster.FlinkRest.Metric;
import io.segmentinsider.lab.cluster.FlinkRest.Vertex;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * Asks Flink about a job, with few calls: what a page shows must cost the job nothing to speak of.
 */
final class JobReader {

  private static final String BUSY = "busyTimeMsPerSecond";
  private static final String BACK_PRESSURED = "backPressuredTimeMsPerSecond";
  private static final String IN = "numRecordsInPerSecond";
  private static final String OUT = "numRecordsOutPerSecond";
  private static final List<String> OF_VERTEX = List.of(BUSY, BACK_PRESSURED, IN, OUT);

  private static final String DELIVERY = "delivery";
  private static final String PREFIX = DELIVERY + ".";
  private static final String ANSWER = ".answer.";
  private static final String ANSWERS = ".answers";
  private static final String CAUSE = PREFIX + "cause.";
  private static final String HELD = ".heldMs";

  static final String OFFSET_GAPS = "offsetGaps";
  static final String FAILED_COMMITTABLES = "failedCommittables";

  /** Operators have prefixes, which their kind adds to. */
  private static final Pattern LOSS =
      Pattern.compile(".*\\.(" + OFFSET_GAPS + "|" + FAILED_COMMITTABLES + ")");

  /** Who has such a metric. */
  private static final Pattern CAN_LOSE = Pattern.compile(".*(-source|Committer).*");

  /** Names of metrics change when an answer comes for the first time. */
  private static final int NAMES_EVERY = 10;

  private final FlinkRest flink;
  private final String jobName;
  private final Map<String, List<String>> names = new HashMap<>();
  private int looks;

  JobReader(URI address, String jobName) {
    this.flink = new FlinkRest(address);
    this.jobName = jobName;
  }

  JobView read(long now) throws InterruptedException {
    try {
      FlinkRest.Job job = latest();
      if (job == null) {
        return JobView.bare("NONE");
      }
      if (looks++ % NAMES_EVERY == 0) {
        names.clear();
      }
      return view(job, now);
    } catch (IOException e) {
      return JobView.UNKNOWN;
    }
  }

  /** The job of that name that runs, else the last one that did. */
  @Nullable
  private FlinkRest.Job latest() throws IOException, InterruptedException {
    FlinkRest.Job found = null;
    for (FlinkRest.Job job : flink.jobs()) {
      if (job.name().equals(jobName) && (found == null || !found.state().equals("RUNNING"))) {
        found = job;
      }
    }
    return found;
  }

  private JobView view(FlinkRest.Job job, long now) throws IOException, InterruptedException {
    List<JobView.Stage> stages = new ArrayList<>();
    Map<String, Double> delivery = new TreeMap<>();
    Map<String, Double> answers = new TreeMap<>();
    Map<String, Double> held = new TreeMap<>();
    Map<String, Double> losses = new TreeMap<>();
    for (Vertex vertex : flink.vertices(job.id())) {
      List<String> wanted = new ArrayList<>(OF_VERTEX);
      if (vertex.name().contains(DELIVERY) || CAN_LOSE.matcher(vertex.name()).matches()) {
        wanted.addAll(ownNames(job.id(), vertex));
      }
      Map<String, Metric> metrics = flink.metrics(job.id(), vertex.id(), wanted);
      stages.add(stage(vertex, metrics));
      metrics.forEach(
          (name, metric) -> {
            Matcher loss = LOSS.matcher(name);
            if (loss.matches()) {
              losses.merge(loss.group(1), metric.sum(), Double::sum);
            } else {
              sort(name, metric, delivery, answers, held);
            }
          });
    }
    long checkpoint = flink.lastCheckpoint(job.id());
    return new JobView(
        job.state(),
        flink.runningMs(job.id()),
        flink.restores(job.id()),
        checkpoint == 0 ? -1 : Math.max(0, now - checkpoint),
        stages,
        delivery,
        answers,
        held,
        losses);
  }

  private List<String> ownNames(String job, Vertex vertex)
      throws IOException, InterruptedException {
    List<String> known = names.get(vertex.id());
    if (known == null) {
      known =
          flink.metricNames(job, vertex.id()).stream()
              .filter(name -> isOfDelivery(name) || LOSS.matcher(name).matches())
              .toList();
      names.put(vertex.id(), known);
    }
    return known;
  }

  private static boolean isOfDelivery(String name) {
    return name.startsWith(PREFIX)
        && (isPlain(name) || name.endsWith(ANSWERS) || name.endsWith(HELD));
  }

  /** A metric of delivery itself: no label, and none that Flink has of every operator. */
  private static boolean isPlain(String name) {
    String rest = name.substring(PREFIX.length());
    return rest.indexOf('.') < 0 && !rest.startsWith("num") && !rest.startsWith("current");
  }

  private static void sort(
      String name,
      Metric metric,
      Map<String, Double> delivery,
      Map<String, Double> answers,
      Map<String, Double> held) {
    if (name.endsWith(ANSWERS) && name.contains(ANSWER)) {
      String label = name.substring(PREFIX.length(), name.length() - ANSWERS.length());
      answers.put(
          label.replaceFirst("^endpoint\\.", "").replaceFirst("\\.answer\\.", " "), metric.sum());
    } else if (name.startsWith(CAUSE) && name.endsWith(HELD)) {
      if (metric.max() > 0) {
        held.put(name.substring(CAUSE.length(), name.length() - HELD.length()), metric.max());
      }
    } else if (name.startsWith(PREFIX)) {
      String rest = name.substring(PREFIX.length());
      delivery.put(rest, rest.endsWith("Ms") ? metric.max() : metric.sum());
    }
  }

  private static JobView.Stage stage(Vertex vertex, Map<String, Metric> metrics) {
    double in = metrics.containsKey(IN) ? metrics.get(IN).sum() : 0;
    double out = metrics.containsKey(OUT) ? metrics.get(OUT).sum() : 0;
    return new JobView.Stage(
        vertex.name(),
        vertex.state(),
        vertex.parallelism(),
        in > 0 ? in : out,
        percent(metrics.get(BUSY)),
        percent(metrics.get(BACK_PRESSURED)));
  }

  private static int percent(@Nullable Metric perSecond) {
    return perSecond == null || Double.isNaN(perSecond.max())
        ? 0
        : (int) Math.round(Math.min(1_000, perSecond.max()) / 10);
  }
}
