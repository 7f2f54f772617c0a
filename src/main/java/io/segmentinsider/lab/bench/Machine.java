package io.segmentinsider.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What all processes of the machine have taken so far.
 *
 * @param atNanos when
 * @param busyNanos processor time; negative where the system does not tell
 */
record Machine(long atNanos, long busyNanos) {

  private static final Path STAT = Path.of("/proc/stat");

  /** The kernel counts in hundredths of a second. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int GUEST = 9;

  static Machine now() throws IOException {
    if (!Files.isReadable(STAT)) {
      return new Machine(System.nanoTime(), -1);
    }
    String[] columns = Files.readAllLines(STAT).get(0).split(" +", -1);
    long ticks = 0;
    for (int i = 1; i < Math.min(columns.length, GUEST); i++) {
      ticks += i == IDLE || i == WAITING ? 0 : Long.parseLong(columns[i].strip());
    }
    return new Machine(System.nanoTime(), ticks * NANOS_PER_TICK);
  }

  /**
   * How many processors others took up to a later moment.
   *
   * @param ownNanos what the benchmark itself took in between
   * @return 0 where the system does not tell
   */
  double coresOfOthers(Machine later, long ownNanos) {
    if (busyNanos < 0 || later.busyNanos < 0) {
      return 0;
    }
    double others = later.busyNanos - busyNanos - (double) ownNanos;
    return Math.max(0, others / (later.atNanos - atNanos));
  }
}
