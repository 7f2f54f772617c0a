package io.segmentinsider.tools.size;

/**
 * What state takes, in bytes.
 *
 * @param heap on the heap of all TaskManagers
 * @param files in RocksDB's files on all disks, with nothing outdated in them
 * @param checkpoint in a full checkpoint of a job with its state on the heap
 * @param savepoint in a canonical savepoint
 */
public record StateSize(double heap, double files, double checkpoint, double savepoint) {

  /** Both. */
  StateSize plus(StateSize other) {
    return new StateSize(
        heap + other.heap,
        files + other.files,
        checkpoint + other.checkpoint,
        savepoint + other.savepoint);
  }

  /** So many of them. */
  StateSize times(long count) {
    return times((double) count);
  }

  /** So many of them, on average. */
  StateSize times(double count) {
    return new StateSize(heap * count, files * count, checkpoint * count, savepoint * count);
  }
}
