package io.segmentinsider.tools.console.watch;

import java.util.List;
import java.util.Map;

/**
 * What Flink says of the job.
 *
 * @param state as Flink writes it; {@code NONE} if there is no such job, {@code UNKNOWN} if Flink
 *     does not answer or nobody said where it is
 * @param runningMs for how long
 * @param restarts how often it started again from a checkpoint
 * @param lastCheckpointAgeMs how long ago the last checkpoint was completed; -1 if none was
 * @param stages the vertices of the job graph, in the order of the stream
 * @param delivery metrics of delivery by name, added up over its subtasks; empty if there are none
 * @param answers of Insider, by endpoint and answer
 * @param held for how long delivery is held, by cause, in milliseconds; without those that are zero
 * @param losses what should be zero, by name: {@code offsetGaps} of the sources and {@code
 *     failedCommittables} of the sinks
 */
public record JobView(
    String state,
    long runningMs,
    long restarts,
    long lastCheckpointAgeMs,
    List<Stage> stages,
    Map<String, Double> delivery,
    Map<String, Double> answers,
    Map<String, Double> held,
    Map<String, Double> losses) {

  /** Flink does not answer, or nobody said where it is. */
  static final JobView UNKNOWN = bare("UNKNOWN");

  /**
   * A vertex of the job graph.
   *
   * @param name the names of its operators
   * @param state as Flink writes it
   * @param parallelism how many subtasks it has
   * @param recordsPerSecond that come in, or go out of a source
   * @param busy percent of its time that the busiest subtask works
   * @param backPressured percent of its time that a subtask waits for the next vertex
   */
  public record Stage(
      String name,
      String state,
      int parallelism,
      double recordsPerSecond,
      int busy,
      int backPressured) {}

  static JobView bare(String state) {
    return new JobView(state, 0, 0, -1, List.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  /** Whether it runs. */
  boolean isRunning() {
    return state.equals("RUNNING");
  }
}
