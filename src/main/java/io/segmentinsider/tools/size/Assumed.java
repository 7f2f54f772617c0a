package io.segmentinsider.tools.size;

/** The constants of the formula that nobody measured: rules of thumb, each with its reason. */
final class Assumed {

  /**
   * How much processor time RocksDB takes of what the heap takes. State is read from and written to
   * bytes at each of the hops.
   */
  static final double ROCKSDB_PROCESSOR_TIME = 2;

  /**
   * How much more than the peak a job can do, so that it catches up after an outage: in as long as
   * the outage lasted.
   */
  static final double HEADROOM = 2;

  /** Partitions for each subtask, so that the parallelism can double without new partitions. */
  static final int PARTITIONS_PER_SUBTASK = 2;

  /** More state than this on the heap of one subtask makes long pauses and slow checkpoints. */
  static final double HEAP_STATE_OF_A_SUBTASK = 1L << 30;

  /** Room for the garbage collector above what is kept. */
  static final double HEAP_ROOM = 1.5;

  /** An update as an object, of its bytes. */
  static final double OBJECTS_OF_BYTES = 2;

  /** Classes, network and Kafka's clients on the heap of one subtask. */
  static final double HEAP_BASE = 256L << 20;

  /** Managed memory for RocksDB in one subtask, which has a column family for each state. */
  static final double MANAGED_OF_A_SUBTASK = 512L << 20;

  /** What lies on a disk until RocksDB compacts it, of what is left then. */
  static final double OUTDATED_FILES = 2;

  private Assumed() {}
}
