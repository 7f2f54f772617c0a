package io.segmentinsider.tools.upgrade;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.RestAddress;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.annotation.Nullable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.rest.util.RestClientException;
import org.apache.flink.util.ExceptionUtils;

/** A deployment as Flink's client sees it: its graph, and its submission. */
final class JobProgram {

  /** Makes the main class wire the job without asking Kafka: the old job still runs. */
  private static final String PLAN = "--plan";

  private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(60);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(20);
  private static final int READ_ATTEMPTS = 5;

  private final Deployment deployment;

  JobProgram(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * The operators of a job.
   *
   * @param byId their uids, or names where Flink made the id
   * @param maxParallelism of each
   */
  record Graph(Map<OperatorID, String> byId, Map<OperatorID, Integer> maxParallelism) {}

  /**
   * What a jar makes of a savepoint.
   *
   * @param graph that this jar wires under this configuration
   * @param contents of the savepoint, as the classes of the jar read it
   */
  record Look(Graph graph, SavepointContents contents) {}

  /**
   * Wires the job without starting it, and reads a savepoint with its classes.
   *
   * @throws UpgradeException if the jar or its configuration is wrong, or the savepoint can't be
   *     read from here; the message is for the operator
   */
  Look look(Latest savepoint)
      throws UpgradeException, IOException, InterruptedException, ClusterException {
    List<String> arguments = new ArrayList<>(deployment.arguments());
    arguments.add(PLAN);
    try (PackagedProgram program = program(arguments, SavepointRestoreSettings.none())) {
      Map<OperatorID, String> byId = new HashMap<>();
      Map<OperatorID, Integer> maxParallelism = new HashMap<>();
      for (JobVertex vertex : jobGraph(program, new JobID()).getVertices()) {
        for (OperatorIDPair pair : vertex.getOperatorIDs()) {
          String uid = pair.getUserDefinedOperatorUid();
          String name = uid == null ? String.valueOf(pair.getUserDefinedOperatorName()) : uid;
          byId.put(pair.getGeneratedOperatorID(), name);
          maxParallelism.put(pair.getGeneratedOperatorID(), vertex.getMaxParallelism());
          pair.getUserDefinedOperatorID().ifPresent(id -> byId.put(id, name));
        }
      }
      return new Look(
          new Graph(byId, maxParallelism), contents(savepoint, program.getUserCodeClassLoader()));
    }
  }

  /** Where to look, by the number of the attempt: a job that runs deletes old checkpoints. */
  @FunctionalInterface
  interface Latest {
    String path(int attempt)
        throws IOException, InterruptedException, ClusterException, UpgradeException;
  }

  private static SavepointContents contents(Latest savepoint, ClassLoader classes)
      throws UpgradeException, IOException, InterruptedException, ClusterException {
    for (int attempt = 1; ; attempt++) {
      String path = savepoint.path(attempt);
      try {
        return SavepointContents.read(path, classes);
      } catch (IOException e) {
        if (attempt == READ_ATTEMPTS || !isGone(e)) {
          throw new UpgradeException(
              "nothing was changed: "
                  + path
                  + " can't be read from here ("
                  + innermost(e)
                  + "), so nothing can be checked. Run this where its directory can be reached, or"
                  + " say --unchecked",
              e);
        }
      }
    }
  }

  /** Whether what was there is there no longer; Flink puts its own words around that. */
  static boolean isGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Starts the job on a cluster.
   *
   * @param id that the job gets, in hexadecimal: so it can be found even if no answer comes
   * @param savepoint where to start from; null for nothing
   * @param dropping whether state that has no operator any more is dropped
   * @param patience how long to wait for the answer, up to a minute
   * @return whether the cluster said that it took the job; if not, it may still take it
   * @throws UpgradeException if it is refused, or never reached the cluster
   */
  boolean submit(
      RestAddress rest, String id, @Nullable String savepoint, boolean dropping, Duration patience)
      throws UpgradeException {
    SavepointRestoreSettings from =
        savepoint == null
            ? SavepointRestoreSettings.none()
            : SavepointRestoreSettings.forPath(savepoint, dropping, RecoveryClaimMode.NO_CLAIM);
    Duration wait = patience.compareTo(SUBMIT_PATIENCE) < 0 ? patience : SUBMIT_PATIENCE;
    try (PackagedProgram program = program(deployment.arguments(), from)) {
      JobGraph graph = jobGraph(program, JobID.fromHexString(id));
      try (RestClusterClient<StandaloneClusterId> client =
          new RestClusterClient<>(rest.clientConfiguration(), StandaloneClusterId.getInstance())) {
        client.submitJob(graph).get(wait.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpgradeException("interrupted while the job was submitted", e);
    } catch (UpgradeException e) {
      throw e;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      if (ExceptionUtils.findThrowable(e, RestClientException.class).isEmpty()) {
        return false;
      }
      throw new UpgradeException("the cluster did not take the job: " + innermost(e), e);
    } catch (Exception e) {
      throw new UpgradeException("the job could not be submitted: " + innermost(e), e);
    }
  }

  /**
   * Makes one call in the way that a job is submitted. What is in that way is known so before
   * anything is stopped.
   *
   * @param job that runs there
   * @throws UpgradeException if it is not answered
   */
  static void requireWay(RestAddress rest, String job) throws UpgradeException {
    Configuration once = rest.clientConfiguration();
    once.set(RestOptions.RETRY_MAX_ATTEMPTS, 1);
    try (RestClusterClient<StandaloneClusterId> client =
        new RestClusterClient<>(once, StandaloneClusterId.getInstance())) {
      client
          .getJobStatus(JobID.fromHexString(job))
          .get(ANSWER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpgradeException("nothing was changed: interrupted", e);
    } catch (Exception e) {
      throw new UpgradeException(
          "nothing was changed, the job runs on: Flink's client, which submits the new one, has no"
              + " way to "
              + rest
              + " ("
              + innermost(e)
              + ")",
          e);
    }
  }

  private PackagedProgram program(List<String> arguments, SavepointRestoreSettings from)
      throws UpgradeException {
    try {
      return PackagedProgram.newBuilder()
          .setJarFile(deployment.jar().toFile())
          .setArguments(arguments.toArray(String[]::new))
          .setSavepointRestoreSettings(from)
          .setConfiguration(classLoading())
          .build();
    } catch (ProgramInvocationException e) {
      throw new UpgradeException(deployment.jar() + " is no jar of a job: " + innermost(e), e);
    }
  }

  /**
   * The job's classes come from its jar. Flink's connector comes from here, as all of Flink does,
   * and so must Kafka's client, whose classes they share.
   */
  private static Configuration classLoading() {
    Configuration configuration = new Configuration();
    configuration.set(
        CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL, List.of("org.apache.kafka."));
    return configuration;
  }

  private JobGraph jobGraph(PackagedProgram program, JobID id) throws UpgradeException {
    try {
      return PackagedProgramUtils.createJobGraph(
          program, new Configuration(), deployment.parallelism(), id, true);
    } catch (ProgramInvocationException e) {
      throw new UpgradeException(innermost(e), e);
    }
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
