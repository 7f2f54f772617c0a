package io.segmentinsider.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.runtime.rest.messages.TriggerId;

/**
 * A savepoint that Flink was told to write. Flink goes on with it whether anybody waits or not,
 * until it is written or {@code execution.checkpointing.timeout} is over.
 */
final class SavepointOperation {

  private static final long POLL_INTERVAL_MS = 250;
  private static final String CAUSED_BY = "Caused by: ";

  private final RestCalls calls;
  private final String path;
  @Nullable private final IOException notAnswered;
  @Nullable private IOException silent;

  private SavepointOperation(RestCalls calls, String path, @Nullable IOException notAnswered) {
    this.calls = calls;
    this.path = path;
    this.notAnswered = notAnswered;
  }

  /**
   * Tells Flink to write one. That no answer comes does not say that it does not: the operation has
   * its id from here, so that it can be asked for.
   *
   * @param call what to do, below the job
   * @param body of the call
   * @throws IOException if the call never left
   */
  static SavepointOperation begin(RestCalls calls, String job, String call, ObjectNode body)
      throws IOException, InterruptedException {
    String id = new TriggerId().toHexString();
    body.put("triggerId", id);
    IOException notAnswered = null;
    try {
      calls.call("POST", "/jobs/" + job + call, body.toString());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw e;
    } catch (IOException e) {
      notAnswered = e;
    }
    return new SavepointOperation(calls, "/jobs/" + job + "/savepoints/" + id, notAnswered);
  }

  /**
   * Waits for it.
   *
   * @return where the savepoint is; null if it is still under way, or the JobManager is silent
   * @throws ClusterException if it failed
   * @throws IOException if Flink never began with it
   */
  @Nullable
  String await(Duration patience) throws IOException, InterruptedException, ClusterException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String location = look();
      if (location != null || System.nanoTime() > deadline) {
        return location;
      }
      Thread.sleep(POLL_INTERVAL_MS);
    }
  }

  @Nullable
  private String look() throws IOException, InterruptedException, ClusterException {
    JsonNode answer;
    try {
      answer = calls.get(path);
      silent = null;
    } catch (FileNotFoundException e) {
      if (notAnswered != null) {
        throw notAnswered;
      }
      throw new ClusterException(
          "the JobManager does not know of the savepoint any more, as one that was started anew;"
              + " job/status says what runs",
          e);
    } catch (IOException e) {
      silent = e;
      return null;
    }
    if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      return null;
    }
    JsonNode operation = answer.path("operation");
    if (operation.has("location")) {
      return operation.path("location").asText();
    }
    throw new ClusterException(
        "the savepoint failed: "
            + lastCause(operation.path("failure-cause").path("stack-trace").asText()));
  }

  /** What the JobManager said last if it said nothing of the savepoint; empty if it did. */
  String silence() {
    return silent == null ? "" : " (" + silent.getMessage() + ")";
  }

  private static String lastCause(String trace) {
    int cause = trace.lastIndexOf(CAUSED_BY);
    return (cause < 0 ? trace : trace.substring(cause + CAUSED_BY.length()))
        .lines()
        .findFirst()
        .orElse("unknown");
  }
}
