package io.segmentinsider.lab.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import javax.annotation.Nullable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsCounts;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.executiongraph.ArchivedExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster in this JVM, with its web UI on a free port. */
public final class LocalFlink implements AutoCloseable {

  /** A demo may be over before Flink's ten seconds are. */
  private static final Duration METRICS_INTERVAL = Duration.ofSeconds(1);

  private final MiniCluster cluster;
  private int taskManager;

  private LocalFlink(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts a cluster with one TaskManager that has so many slots.
   *
   * @throws IllegalStateException if it does not start
   */
  public static LocalFlink start(int slots) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, METRICS_INTERVAL);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("Flink does not start in this process", e);
    }
    return new LocalFlink(cluster);
  }

  /** Where the web UI and the REST interface are. */
  public URI webInterface() {
    return cluster.getRestAddress().join();
  }

  /**
   * Ends the TaskManager without warning, and starts another one.
   *
   * @throws IllegalStateException if no other one starts
   */
  void replaceTaskManager() {
    try {
      cluster.terminateTaskManager(taskManager).get();
      taskManager++;
      cluster.startTaskManager();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a TaskManager was replaced", e);
    } catch (Exception e) {
      throw new IllegalStateException("no other TaskManager starts", e);
    }
  }

  /** How often a job of this cluster was restored from a checkpoint. */
  long restores() {
    return checkpoints(CheckpointStatsCounts::getNumberOfRestoredCheckpoints);
  }

  /** How many checkpoints the jobs of this cluster completed. */
  long completedCheckpoints() {
    return checkpoints(CheckpointStatsCounts::getNumberOfCompletedCheckpoints);
  }

  private long checkpoints(ToLongFunction<CheckpointStatsCounts> count) {
    return cluster.listJobs().join().stream()
        .map(job -> cluster.getArchivedExecutionGraph(job.getJobId()).join())
        .map(ArchivedExecutionGraph::getCheckpointStatsSnapshot)
        .filter(Objects::nonNull)
        .mapToLong(snapshot -> count.applyAsLong(snapshot.getCounts()))
        .sum();
  }

  /** Hands a job in. */
  public RunningJob submit(JobGraph job) {
    return new RunningJob(
        job.getJobID(),
        cluster
            .submitJob(job)
            .thenCompose(submitted -> cluster.requestJobResult(submitted.getJobID())));
  }

  /**
   * Cancels a job and hands in another one that goes on from its last checkpoint.
   *
   * @throws IllegalStateException if the job has no checkpoint
   */
  RunningJob replace(RunningJob running, JobGraph next) {
    cluster.cancelJob(running.id).join();
    running.result.join();
    CompletedCheckpointStats last =
        lastCheckpoint(running)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the job was to go on from a checkpoint and has none"));
    next.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(last.getExternalPath()));
    return submit(next);
  }

  /** Whether a job has a checkpoint of its own that another one can go on from. */
  boolean hasCheckpoint(RunningJob job) {
    return lastCheckpoint(job).isPresent();
  }

  private Optional<CompletedCheckpointStats> lastCheckpoint(RunningJob job) {
    return Optional.ofNullable(checkpoints(job))
        .map(snapshot -> snapshot.getHistory().getLatestCompletedCheckpoint());
  }

  /** Lets a job settle what it has read, and end. */
  public CompletableFuture<String> drain(RunningJob running, Path savepoints) {
    return cluster.stopWithSavepoint(
        running.id, savepoints.toUri().toString(), true, SavepointFormatType.CANONICAL);
  }

  /** What Flink counts of a job's checkpoints; null if nothing. */
  @Nullable
  public CheckpointStatsSnapshot checkpoints(RunningJob job) {
    return cluster.getArchivedExecutionGraph(job.id).join().getCheckpointStatsSnapshot();
  }

  /** A job that may have ended. */
  public static final class RunningJob {

    private final JobID id;
    private final CompletableFuture<JobResult> result;

    private RunningJob(JobID id, CompletableFuture<JobResult> result) {
      this.id = id;
      this.result = result;
    }

    JobID id() {
      return id;
    }

    /**
     * Waits for the end.
     *
     * @return whether the job has ended in time, and well
     * @throws JobFailedException if it has ended otherwise
     */
    public boolean hasEndedAfter(Duration patience)
        throws InterruptedException, JobFailedException {
      try {
        var failure =
            result.get(patience.toMillis(), TimeUnit.MILLISECONDS).getSerializedThrowable();
        if (failure.isPresent()) {
          throw new JobFailedException(
              failure.get().deserializeError(LocalFlink.class.getClassLoader()));
        }
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new JobFailedException(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
