package io.segmentinsider.tools.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.RestAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how the job is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says how the job is: its state, restarts and last failure, its last checkpoint, and what"
          + " waits for Insider.",
      "The exit code is 0 only if it runs and has completed a checkpoint."
    })
public final class StatusCommand implements Callable<Integer> {

  private static final int NOT_WELL = 1;
  private static final String DELIVERY = "delivery";

  @Spec private CommandSpec spec;

  @Mixin private FlinkAccess flink;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  /** Looks; 0 if the job runs and completes checkpoints. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    RestAddress address = flink.address();
    JobControl control = new JobControl(address);
    FlinkRest metrics = new FlinkRest(address);
    JobControl.Job job = control.job(flink.job(control));
    JobControl.Checkpoint checkpoint = control.lastCheckpoint(job.id());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("job", job.id());
    node.put("name", job.name());
    node.put("state", job.state());
    node.put("since", job.since().toString());
    node.put("parallelism", job.parallelism());
    node.put("restarts", job.restarts());
    node.put("lastFailure", job.failure());
    ObjectNode last = node.putObject("lastCheckpoint");
    if (checkpoint != null) {
      last.put("completedAt", checkpoint.completedAt().toString());
      last.put("bytes", checkpoint.bytes());
      last.put("durationMs", checkpoint.durationMs());
      last.put("path", checkpoint.path());
    }
    node.put("delivered", metrics.sum(job.id(), DELIVERY, "delivered"));
    node.put("unsettledUpdates", metrics.sum(job.id(), DELIVERY, "unsettledUpdates"));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(node);
    } else {
      print(node, out);
    }
    out.flush();
    return job.state().equals("RUNNING") && checkpoint != null ? 0 : NOT_WELL;
  }

  private static void print(ObjectNode node, PrintWriter out) {
    out.printf(
        "%s  %s, %s for %s, parallelism %d%n",
        node.path("job").asText(),
        node.path("name").asText(),
        node.path("state").asText(),
        age(node.path("since").asText()),
        node.path("parallelism").asInt());
    out.printf("restarts         %d%n", node.path("restarts").asLong());
    if (!node.path("lastFailure").isNull()) {
      out.println("last failure     " + node.path("lastFailure").asText());
    }
    var checkpoint = node.path("lastCheckpoint");
    if (checkpoint.isEmpty()) {
      out.println("last checkpoint  NONE: nothing of what it does is safe yet");
    } else {
      out.printf(
          Locale.ROOT,
          "last checkpoint  %s ago, %,d bytes, took %,d ms, %s%n",
          age(checkpoint.path("completedAt").asText()),
          checkpoint.path("bytes").asLong(),
          checkpoint.path("durationMs").asLong(),
          checkpoint.path("path").asText());
    }
    out.printf(
        Locale.ROOT,
        "since its start  %,d updates delivered, %,d wait for Insider%n",
        node.path("delivered").asLong(),
        node.path("unsettledUpdates").asLong());
  }

  private static String age(String instant) {
    Duration age = Duration.between(Instant.parse(instant), InstantSource.system().instant());
    return age.toHours() > 0
        ? age.toHours() + " h " + age.toMinutesPart() + " min"
        : age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
  }
}
