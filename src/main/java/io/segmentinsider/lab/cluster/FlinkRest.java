package io.segmentinsider.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Asks a JobManager. Every call throws if it does not answer. */
public final class FlinkRest {

  private final RestCalls calls;

  /** A client of the JobManager at that address. */
  public FlinkRest(URI address) {
    this(RestAddress.of(address));
  }

  /** The same, with whom to trust there. */
  public FlinkRest(RestAddress address) {
    this.calls = new RestCalls(address);
  }

  /**
   * A job.
   *
   * @param id in hexadecimal
   * @param name of the job
   * @param state as Flink writes it: {@code RUNNING}, {@code FINISHED} and so on
   */
  public record Job(String id, String name, String state) {}

  /**
   * A TaskManager that has registered.
   *
   * @param id its resource id, which is its role in the cluster
   * @param slots how many tasks side by side it can run
   * @param freeSlots how many of them run nothing
   */
  public record TaskManager(String id, int slots, int freeSlots) {}

  /**
   * A vertex of a job graph: operators that run as one task.
   *
   * @param id in hexadecimal
   * @param name the names of its operators
   * @param state as Flink writes it
   * @param parallelism how many subtasks it has
   */
  public record Vertex(String id, String name, String state, int parallelism) {}

  /**
   * A metric over all subtasks of a vertex.
   *
   * @param sum of all subtasks
   * @param max the largest of them
   */
  public record Metric(double sum, double max) {}

  /** All TaskManagers that the JobManager believes to be alive. */
  public List<TaskManager> taskManagers() throws IOException, InterruptedException {
    List<TaskManager> taskManagers = new ArrayList<>();
    for (JsonNode node : get("/taskmanagers").path("taskmanagers")) {
      taskManagers.add(
          new TaskManager(
              node.path("id").asText(),
              node.path("slotsNumber").asInt(),
              node.path("freeSlots").asInt()));
    }
    return taskManagers;
  }

  /** All jobs, ended ones too. */
  public List<Job> jobs() throws IOException, InterruptedException {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode node : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new Job(
              node.path("jid").asText(), node.path("name").asText(), node.path("state").asText()));
    }
    return jobs;
  }

  /** The vertices of a job, in the order of the stream. */
  public List<Vertex> vertices(String job) throws IOException, InterruptedException {
    List<Vertex> vertices = new ArrayList<>();
    for (JsonNode node : get("/jobs/" + job).path("vertices")) {
      vertices.add(
          new Vertex(
              node.path("id").asText(),
              node.path("name").asText(),
              node.path("status").asText(),
              node.path("parallelism").asInt()));
    }
    return vertices;
  }

  /** How long a job has been running, in milliseconds. */
  public long runningMs(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job).path("duration").asLong();
  }

  /** When the last checkpoint of a job was completed, epoch milliseconds; 0 if none was. */
  public long lastCheckpoint(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints")
        .path("latest")
        .path("completed")
        .path("latest_ack_timestamp")
        .asLong();
  }

  /** The names of all metrics that the subtasks of a vertex have. */
  public List<String> metricNames(String job, String vertex)
      throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (JsonNode node : get(metricsPath(job, vertex))) {
      names.add(node.path("id").asText());
    }
    return names;
  }

  /** Metrics of a vertex by their names; what no subtask has is left out. */
  public Map<String, Metric> metrics(String job, String vertex, List<String> names)
      throws IOException, InterruptedException {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    String wanted =
        URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8).replace("%2C", ",");
    for (JsonNode node : get(metricsPath(job, vertex) + "?agg=sum,max&get=" + wanted)) {
      metrics.put(
          node.path("id").asText(),
          new Metric(node.path("sum").asDouble(), node.path("max").asDouble()));
    }
    return metrics;
  }

  private static String metricsPath(String job, String vertex) {
    return "/jobs/" + job + "/vertices/" + vertex + "/subtasks/metrics";
  }

  /** How many checkpoints a job has completed. */
  public long completedCheckpoints(String job) throws IOException, InterruptedException {
    return checkpointCount(job, "completed");
  }

  /** How often a job has started again from a checkpoint. */
  public long restores(String job) throws IOException, InterruptedException {
    return checkpointCount(job, "restored");
  }

  /**
   * A metric of an operator, added up over its subtasks.
   *
   * @param operator its name in the job graph
   * @param metric its name
   * @return 0 if no subtask has it (yet)
   */
  public long sum(String job, String operator, String metric)
      throws IOException, InterruptedException {
    long sum = 0;
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      if (vertex.path("name").asText().contains(operator)) {
        String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText();
        for (JsonNode found :
            get(path + "/subtasks/metrics?agg=sum&get=" + operator + "." + metric)) {
          sum += found.path("sum").asLong();
        }
      }
    }
    return sum;
  }

  /**
   * A metric of a TaskManager's own.
   *
   * @param id its resource id
   * @return null if it does not tell (yet)
   */
  @Nullable
  public Double taskManagerMetric(String id, String metric)
      throws IOException, InterruptedException {
    JsonNode value = get("/taskmanagers/" + id + "/metrics?get=" + metric).path(0).path("value");
    return value.isMissingNode() ? null : Double.valueOf(value.asText());
  }

  /** How large the last completed checkpoint of a job is; null if there is none. */
  @Nullable
  public Long stateBytes(String job) throws IOException, InterruptedException {
    JsonNode size =
        get("/jobs/" + job + "/checkpoints").path("latest").path("completed").path("state_size");
    return size.isMissingNode() ? null : (Long) size.asLong();
  }

  private long checkpointCount(String job, String kind) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints").path("counts").path(kind).asLong();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return calls.get(path);
  }
}
