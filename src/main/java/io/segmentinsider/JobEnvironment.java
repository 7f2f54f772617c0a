package io.segmentinsider;

import io.segmentinsider.delivery.CancellationTimeout;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How Flink runs the job. What the guarantees rest on is fixed; the rest are defaults that
 * configuration may replace.
 */
final class JobEnvironment {

  private static final Logger LOG = LoggerFactory.getLogger(JobEnvironment.class);
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
  private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration ALIGNED_CHECKPOINT_TIMEOUT = Duration.ofSeconds(2);

  private JobEnvironment() {}

  /** An environment for the job on whatever cluster it is submitted to. */
  static StreamExecutionEnvironment of(Configuration configuration, JobSettings settings) {
    Configuration flink = new Configuration(configuration);
    setDefaults(flink);
    fix(flink);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    // On the environment: on a chained operator it is silently ignored.
    env.setMaxParallelism(settings.maxParallelism());
    // What the cluster says is known here, and not where the job's own file is read.
    CancellationTimeout.require(settings.delivery().requestTimeout(), env.getConfiguration());
    warnOfCheckpointsInMemory(env.getConfiguration());
    return env;
  }

  /** How often checkpoints begin: as the job's configuration says, whatever the cluster's does. */
  static Duration checkpointInterval(Configuration configuration) {
    return configuration
        .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
        .orElse(CHECKPOINT_INTERVAL);
  }

  /** A cluster may know a directory that the submitting side does not, so it is no error. */
  private static void warnOfCheckpointsInMemory(ReadableConfig flink) {
    if (flink.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY).isEmpty()) {
      LOG.warn(
          "{} is not set here. If the TaskManagers have none either, checkpoints are kept in the"
              + " JobManager's memory: they are gone with it, and fail when a task has more than"
              + " 5 MB of state.",
          CheckpointingOptions.CHECKPOINTS_DIRECTORY.key());
    }
  }

  private static void setDefaults(Configuration flink) {
    setIfAbsent(flink, CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    setIfAbsent(flink, CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
    // At the pace that Insider allows, what waits in front of delivery must not hold barriers up.
    setIfAbsent(flink, CheckpointingOptions.ENABLE_UNALIGNED, true);
    setIfAbsent(flink, CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, ALIGNED_CHECKPOINT_TIMEOUT);
    // A full delivery queue holds checkpoints up for as long as Insider does not answer.
    setIfAbsent(flink, CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    setIfAbsent(
        flink,
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    setIfAbsent(flink, RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
  }

  private static void fix(Configuration flink) {
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    // Everything between operators is immutable, so nothing needs a copy.
    flink.set(PipelineOptions.OBJECT_REUSE, true);
  }

  private static <T> void setIfAbsent(Configuration flink, ConfigOption<T> option, T value) {
    if (!flink.contains(option)) {
      flink.set(option, value);
    }
  }
}
