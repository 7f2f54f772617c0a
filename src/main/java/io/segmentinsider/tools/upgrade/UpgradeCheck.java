package io.segmentinsider.tools.upgrade;

import io.segmentinsider.lab.cluster.ClusterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.jobgraph.OperatorID;

/**
 * Whether a new deployment can go on from a savepoint.
 *
 * @param losses what is given up by it; must be accepted
 * @param notes what changes without a loss
 * @param obstacles why it can't; empty if it can
 */
record UpgradeCheck(List<String> losses, List<String> notes, List<String> obstacles) {

  /** Whether state has no operator any more, which Flink has to be told. */
  boolean drops() {
    return !losses.isEmpty() || !notes.isEmpty();
  }

  /**
   * Wires the new job and holds its operators and classes against the savepoint.
   *
   * @throws UpgradeException if the job can't be wired, or the savepoint not be read
   */
  static UpgradeCheck of(Deployment next, JobProgram.Latest savepoint)
      throws UpgradeException, IOException, InterruptedException, ClusterException {
    return of(new JobProgram(next).look(savepoint), next.parallelism());
  }

  static UpgradeCheck of(JobProgram.Look look, int parallelism) {
    List<String> losses = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<String> obstacles = new ArrayList<>();
    for (SavepointContents.Kept kept : look.contents().operators()) {
      if (!look.graph().byId().containsKey(kept.id())) {
        if (kept.hasState()) {
          gone(kept.name(), losses, notes, obstacles);
        }
        continue;
      }
      if (kept.unreadable() != null) {
        obstacles.add("the state of " + kept.name() + " can't be read: " + kept.unreadable());
      }
      requireMaxParallelism(kept, look.graph(), parallelism, obstacles);
    }
    return new UpgradeCheck(List.copyOf(losses), List.copyOf(notes), List.copyOf(obstacles));
  }

  private static void gone(
      String operator, List<String> losses, List<String> notes, List<String> obstacles) {
    Optional<GraphChange> change = GraphChange.of(operator);
    if (change.isEmpty()) {
      obstacles.add(
          "the new job has no operator "
              + operator
              + ", whose state is in the savepoint: the jar is not a release of this job that"
              + " follows the one that runs");
      return;
    }
    String sentence = operator + ": " + change.get().sentence();
    switch (change.get().price()) {
      case NOTHING -> notes.add(sentence);
      case LOSS -> losses.add(sentence);
      case TOO_MUCH -> obstacles.add(sentence);
    }
  }

  private static void requireMaxParallelism(
      SavepointContents.Kept kept,
      JobProgram.Graph graph,
      int parallelism,
      List<String> obstacles) {
    OperatorID id = kept.id();
    int next = graph.maxParallelism().getOrDefault(id, kept.maxParallelism());
    if (kept.hasState() && next > 0 && next != kept.maxParallelism()) {
      obstacles.add(
          "job.max-parallelism is "
              + next
              + ", and the savepoint's is "
              + kept.maxParallelism()
              + " ("
              + kept.name()
              + "): it can't be changed");
    } else if (parallelism > kept.maxParallelism()) {
      obstacles.add(
          "a parallelism of " + parallelism + " is above the savepoint's " + kept.maxParallelism());
    }
  }
}
