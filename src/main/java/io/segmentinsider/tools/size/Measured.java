package io.segmentinsider.tools.size;

/**
 * The constants of the formula that were measured, each with where. {@code StateSizeTest} measures
 * bytes in files, checkpoints and savepoints, {@code HeapSizeTest} those on the heap; both of
 * random names and ids.
 */
final class Measured {

  /** A known user with device, e-mail, phone number and three attributes. */
  static final StateSize USER = new StateSize(2_388, 313, 501, 574);

  /** A device from which nobody logged in. */
  static final StateSize DEVICE = new StateSize(486, 91, 135, 153);

  /** What a device takes because of its messages, however many they are: key and timer. */
  static final StateSize DEVICE_WITH_MESSAGES = new StateSize(813, 58, 60, 78);

  /** A message of a device with up to {@link #MESSAGES_OF_A_PAGE}. */
  static final StateSize MESSAGE = new StateSize(9, 10, 8, 8);

  /** A message of a device with more; its bytes on the heap are a guess. */
  static final StateSize MESSAGE_IN_FURTHER_PAGES = new StateSize(40, 17, 16, 37);

  /** Messages that stand with their device itself, as docs/state.md describes. */
  static final int MESSAGES_OF_A_PAGE = 256;

  /**
   * Processor time of a TaskManager, with state on the heap: 1,000,000 events on {@code
   * job/cluster}, its start among it (docs/performance.md).
   */
  static final double MICROS_PER_EVENT = 87;

  /** Updates that are sent for an event of the bundled day: 196,771 of 200,000. */
  static final double UPDATES_PER_EVENT = 1;

  /**
   * An update of the bundled day in delivery's queue, at its fullest in a demo: 4,067,589 / 4,637.
   */
  static final double BYTES_PER_UPDATE = 877;

  private Measured() {}
}
