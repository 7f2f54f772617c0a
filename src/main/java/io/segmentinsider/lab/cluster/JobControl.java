package io.segmentinsider.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.lab.LabJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.Nullable;
import javax.net.ssl.SSLException;
import org.apache.flink.configuration.CheckpointingOptions;

/** Looks after one job over Flink's REST interface, whatever runs the cluster. */
public final class JobControl {

  private static final ObjectMapper JSON = LabJson.MAPPER;
  private static final long POLL_INTERVAL_MS = 250;
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");
  private static final String CAUSED_BY = "Caused by: ";
  private static final int LONGEST_CAUSE = 500;
  private static final String OUTAGE =
      "In an outage of Insider a full queue holds a savepoint up: job/upgrade"
          + " --from-last-checkpoint goes without one";

  private final RestCalls calls;

  /** Speaks to the JobManager at that address. */
  public JobControl(URI address) {
    this(RestAddress.of(address));
  }

  /** The same, with whom to trust there. */
  public JobControl(RestAddress address) {
    this.calls = new RestCalls(address);
  }

  /**
   * A completed checkpoint or savepoint.
   *
   * @param id its number
   * @param path where it is; empty if it lies in the JobManager's memory
   * @param completedAt when it was complete
   * @param bytes how large it is
   * @param durationMs how long it took
   */
  public record Checkpoint(
      long id, String path, Instant completedAt, long bytes, long durationMs) {}

  /**
   * A job.
   *
   * @param id in hexadecimal
   * @param name of the job
   * @param state as Flink writes it
   * @param since when it got into that state, or began
   * @param parallelism the largest of its tasks
   * @param restarts how often it was started again
   * @param failure why it last failed, in one line; null if it never did
   */
  public record Job(
      String id,
      String name,
      String state,
      Instant since,
      int parallelism,
      long restarts,
      @Nullable String failure) {

    /** Whether it runs, or tries to. */
    public boolean isAlive() {
      return !ENDED.contains(state);
    }
  }

  /**
   * The job that is meant.
   *
   * @param id its id; null for the only one that is alive
   * @throws ClusterException if there is none, or several, or nobody answers
   */
  public String find(@Nullable String id)
      throws IOException, InterruptedException, ClusterException {
    List<String> alive = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (JsonNode job : overview().path("jobs")) {
      all.add(job.path("jid").asText());
      if (!ENDED.contains(job.path("state").asText())) {
        alive.add(job.path("jid").asText());
      }
    }
    if (id != null) {
      if (!all.contains(id)) {
        throw new ClusterException("there is no job " + id + " at " + calls.address());
      }
      return id;
    }
    if (alive.size() != 1) {
      throw new ClusterException(
          alive.isEmpty()
              ? "no job runs at " + calls.address()
              : "several jobs run at " + calls.address() + ": name one with --job: " + alive);
    }
    return alive.get(0);
  }

  private JsonNode overview() throws IOException, InterruptedException, ClusterException {
    try {
      return calls.get("/jobs/overview");
    } catch (ConnectException | HttpTimeoutException e) {
      throw new ClusterException(
          "no JobManager answers at " + calls.address() + ": check --rest and the network", e);
    } catch (SSLException e) {
      throw new ClusterException(
          "no trust between here and "
              + calls.address()
              + " ("
              + e.getMessage()
              + "): --flink-conf names the directory of a config.yaml with security.ssl.rest.*",
          e);
    }
  }

  /** A job as it is now. */
  public Job job(String id) throws IOException, InterruptedException {
    JsonNode job = calls.get("/jobs/" + id);
    int parallelism = 0;
    for (JsonNode vertex : job.path("vertices")) {
      parallelism = Math.max(parallelism, vertex.path("parallelism").asInt());
    }
    String state = job.path("state").asText();
    long since = job.path("timestamps").path(state).asLong();
    return new Job(
        id,
        job.path("name").asText(),
        state,
        Instant.ofEpochMilli(since > 0 ? since : job.path("start-time").asLong()),
        parallelism,
        restarts(id),
        failure(id));
  }

  /** Whether a job runs, or tries to; one that the cluster does not know does not. */
  public boolean isAlive(String id) throws IOException, InterruptedException {
    try {
      return !ENDED.contains(stateNow(id));
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** What {@code /jobs/ID} says may be seconds old. */
  private String stateNow(String id) throws IOException, InterruptedException {
    return calls.get("/jobs/" + id + "/status").path("status").asText();
  }

  private long restarts(String id) throws IOException, InterruptedException {
    return calls.get("/jobs/" + id + "/metrics?get=numRestarts").path(0).path("value").asLong();
  }

  /** The innermost cause of the last failure, in one line. */
  @Nullable
  private String failure(String id) throws IOException, InterruptedException {
    JsonNode last =
        calls
            .get("/jobs/" + id + "/exceptions?maxExceptions=1")
            .path("exceptionHistory")
            .path("entries")
            .path(0);
    if (last.isMissingNode()) {
      return null;
    }
    String trace = last.path("stacktrace").asText();
    int cause = trace.lastIndexOf(CAUSED_BY);
    String innermost = cause < 0 ? trace : trace.substring(cause + CAUSED_BY.length());
    String line = innermost.lines().findFirst().orElse("");
    String said = line.isEmpty() ? last.path("exceptionName").asText() : line;
    return said.substring(0, Math.min(said.length(), LONGEST_CAUSE));
  }

  /** The last completed checkpoint; null if there is none. */
  @Nullable
  public Checkpoint lastCheckpoint(String id) throws IOException, InterruptedException {
    return latest(id, "completed");
  }

  /** The last completed savepoint; null if there is none, or Flink does not tell. */
  @Nullable
  public Checkpoint lastSavepoint(String id) throws IOException, InterruptedException {
    return latest(id, "savepoint");
  }

  @Nullable
  private Checkpoint latest(String id, String kind) throws IOException, InterruptedException {
    JsonNode latest = calls.get("/jobs/" + id + "/checkpoints").path("latest").path(kind);
    if (!latest.isObject()) {
      return null;
    }
    return new Checkpoint(
        latest.path("id").asLong(),
        latest.path("external_path").asText(""),
        Instant.ofEpochMilli(latest.path("latest_ack_timestamp").asLong()),
        latest.path("state_size").asLong(),
        latest.path("end_to_end_duration").asLong());
  }

  /**
   * Writes a savepoint; the job goes on.
   *
   * @param directory where to; null for the cluster's own
   * @return its path
   * @throws ClusterException if it fails, or does not come in time; it may come later
   */
  public String savepoint(String id, @Nullable String directory, Duration patience)
      throws IOException, InterruptedException, ClusterException {
    ObjectNode body = JSON.createObjectNode().put("cancel-job", false);
    if (directory != null) {
      body.put("target-directory", directory);
    }
    SavepointOperation operation = SavepointOperation.begin(calls, id, "/savepoints", body);
    String path = operation.await(patience);
    if (path == null) {
      throw new ClusterException(
          late(patience, operation) + "; it may still come, and the job runs on. " + OUTAGE);
    }
    return path;
  }

  /**
   * Writes a savepoint and ends the job with it: what it has written is committed.
   *
   * @param directory where to; null for the cluster's own
   * @return its path
   * @throws ClusterException if it fails: then the job runs on. Or if it does not come in time:
   *     then Flink goes on with it, and <b>the job ends when it comes</b>, which the message says
   */
  public String stop(String id, @Nullable String directory, Duration patience)
      throws IOException, InterruptedException, ClusterException {
    SavepointOperation operation = beginStop(id, directory);
    String path = operation.await(patience);
    if (path == null) {
      throw new ClusterException(
          late(patience, operation)
              + ", and Flink goes on with it. THE JOB ENDS WHEN IT COMES, and nobody starts it"
              + " again. Flink gives it up after execution.checkpointing.timeout, here "
              + checkpointTimeout(id).toSeconds()
              + " s. Until then see with job/status --job "
              + id
              + " whether the job runs. "
              + OUTAGE);
    }
    return ended(id, path, patience);
  }

  /**
   * Like {@link #stop}, but does not leave the job to a savepoint that comes late: looks on until
   * Flink has written it or given it up.
   *
   * @param said is told that it takes longer than that
   * @throws ClusterException if it fails: then the job runs on. Or if not even then is known what
   *     became of it, which the message says
   */
  public String stopForCertain(
      String id, @Nullable String directory, Duration patience, Consumer<String> said)
      throws IOException, InterruptedException, ClusterException {
    SavepointOperation operation = beginStop(id, directory);
    String path = operation.await(patience);
    if (path == null) {
      Duration longest = checkpointTimeout(id);
      said.accept(
          late(patience, operation)
              + ", and Flink goes on with it: the job ends when it comes. Looking on until Flink"
              + " has written it or given it up, for "
              + longest.toSeconds()
              + " s at most. Do not end this command");
      path = operation.await(longest);
      if (path == null) {
        throw new ClusterException(
            "WHETHER JOB "
                + id
                + " RUNS ON IS NOT KNOWN: it was told to stop with a savepoint, and after "
                + patience.plus(longest).toSeconds()
                + " s Flink has neither written it nor given it up"
                + operation.silence()
                + ". If it ends, start it from that savepoint: Flink's page of the job names it"
                + " under Checkpoints");
      }
    }
    return ended(id, path, patience);
  }

  private SavepointOperation beginStop(String id, @Nullable String directory)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("drain", false);
    if (directory != null) {
      body.put("targetDirectory", directory);
    }
    return SavepointOperation.begin(calls, id, "/stop", body);
  }

  private static String late(Duration patience, SavepointOperation operation) {
    return "the savepoint did not come within " + patience.toSeconds() + " s" + operation.silence();
  }

  /** After what time Flink gives up a checkpoint or savepoint of a job. */
  private Duration checkpointTimeout(String id) throws InterruptedException {
    try {
      long ms = calls.get("/jobs/" + id + "/checkpoints/config").path("timeout").asLong();
      return ms > 0
          ? Duration.ofMillis(ms)
          : CheckpointingOptions.CHECKPOINTING_TIMEOUT.defaultValue();
    } catch (IOException e) {
      return CheckpointingOptions.CHECKPOINTING_TIMEOUT.defaultValue();
    }
  }

  private String ended(String id, String path, Duration patience)
      throws InterruptedException, ClusterException {
    try {
      awaitEnd(id, patience);
    } catch (IOException | ClusterException e) {
      throw new ClusterException(
          "savepoint "
              + path
              + " is written, but whether the job has ended is not known: "
              + e.getMessage(),
          e);
    }
    return path;
  }

  /** Ends a job at once; what it has not committed is not written. */
  public void cancel(String id) throws IOException, InterruptedException, ClusterException {
    calls.call("PATCH", "/jobs/" + id + "?mode=cancel", "");
    awaitEnd(id, Duration.ofMinutes(2));
  }

  /**
   * A question that is not answered is asked again: whoever gives up here leaves no job running.
   */
  private void awaitEnd(String id, Duration patience)
      throws IOException, InterruptedException, ClusterException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      IOException silent = null;
      try {
        if (ENDED.contains(stateNow(id))) {
          return;
        }
      } catch (FileNotFoundException e) {
        throw e;
      } catch (IOException e) {
        silent = e;
      }
      if (System.nanoTime() > deadline) {
        String told = silent == null ? "" : ", or nobody says so: " + silent.getMessage();
        throw new ClusterException(
            "job " + id + " has not ended after " + patience.toSeconds() + " s" + told);
      }
      Thread.sleep(POLL_INTERVAL_MS);
    }
  }
}
