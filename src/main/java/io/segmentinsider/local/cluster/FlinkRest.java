package io.segmentinsider.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a JobManager. Every call throws if it does not answer. */
public final class FlinkRest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI address;

  /** A client of the JobManager at that address. */
  public FlinkRest(URI address) {
    this.address = address;
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

  private long checkpointCount(String job, String kind) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints").path("counts").path(kind).asLong();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("the JobManager answers GET " + path + " with " + answer.statusCode());
    }
    return json.readTree(answer.body());
  }
}
