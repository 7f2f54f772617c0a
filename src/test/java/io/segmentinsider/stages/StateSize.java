package io.segmentinsider.stages;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * What the state of each stage takes, in bytes.
 *
 * @param files RocksDB's own files, with nothing outdated in them
 * @param savepoint a canonical savepoint
 * @param checkpoint a checkpoint of a job that has its state on the heap
 */
record StateSize(
    Map<String, Long> files, Map<String, Long> savepoint, Map<String, Long> checkpoint) {

  /**
   * What one of something takes, of all stages or of one.
   *
   * @param files in RocksDB's files
   * @param savepoint in a canonical savepoint
   * @param checkpoint in a checkpoint of the heap
   */
  record Bytes(double files, double savepoint, double checkpoint) {

    private Bytes plus(Bytes other) {
      return new Bytes(
          files + other.files, savepoint + other.savepoint, checkpoint + other.checkpoint);
    }
  }

  /** Measures a job whose state is on the heap. */
  static StateSize of(Stages job) throws Exception {
    Map<String, OperatorSubtaskState> savepoint = job.canonicalSavepoint();
    // Files that were written anew hold nothing that is outdated.
    try (Stages compacted = Stages.onRocksDb(savepoint)) {
      return new StateSize(bytes(compacted.savepoint()), bytes(savepoint), bytes(job.savepoint()));
    }
  }

  private static Map<String, Long> bytes(Map<String, OperatorSubtaskState> states) {
    Map<String, Long> bytes = new TreeMap<>();
    states.forEach((stage, state) -> bytes.put(stage, state.getStateSize()));
    return bytes;
  }

  /** What came to one stage since then, shared among so many. */
  Bytes since(StateSize before, String stage, int units) {
    return new Bytes(
        (files.get(stage) - before.files.get(stage)) / (double) units,
        (savepoint.get(stage) - before.savepoint.get(stage)) / (double) units,
        (checkpoint.get(stage) - before.checkpoint.get(stage)) / (double) units);
  }

  /** What came to all stages since then, shared among so many. */
  Bytes since(StateSize before, int units) {
    return files.keySet().stream()
        .map(stage -> since(before, stage, units))
        .reduce(new Bytes(0, 0, 0), Bytes::plus);
  }
}
