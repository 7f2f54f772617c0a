package io.segmentinsider.delivery.simulation;

import io.segmentinsider.record.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the profile stage decides upon, drawn for one update after the other: events that come late,
 * early or at one time, values that come again, values that are removed, and changed addresses.
 */
final class Sayings {

  /** The value of such an attribute tells which of two events is the newer one. */
  private static final String RANKED = "v";

  /** Such an attribute has few values, which come again. */
  private static final String REPEATED = "w";

  private static final long ROUND_MS = 1_000;
  private static final long RANKS_OF_A_TIME = 1_000;

  /** Ranks are positive, however late an event is. */
  private static final long EARLIEST = VirtualTime.EPOCH - 1_000_000;

  private final SplittableRandom random;
  private final int[] latest;
  private final int removesOneOf;
  private final int addresses;
  private final boolean roundsTimes;
  private final List<String> names = new ArrayList<>();

  /**
   * Sayings of one history.
   *
   * @param span how long events come in it, milliseconds
   */
  Sayings(SplittableRandom random, long span) {
    this.random = random;
    this.latest = random.nextInt(4) == 0 ? new int[] {0} : new int[] {0, 0, 1_000, (int) span};
    this.removesOneOf = pick(0, 3, 10);
    this.addresses = pick(0, 0, 2, 4);
    this.roundsTimes = random.nextInt(3) == 0;
  }

  private int pick(int... values) {
    return values[random.nextInt(values.length)];
  }

  /** When an event happened that Kafka got at that time. */
  long timeOf(long recordTime) {
    long late = random.nextLong(pick(latest) + 1L);
    long early = latest.length > 1 && random.nextInt(20) == 0 ? random.nextLong(30_000) : 0;
    long time = recordTime - late + early;
    return roundsTimes ? time - time % ROUND_MS : time;
  }

  /** Attributes that the next update names. */
  void named(String... attributes) {
    names.addAll(List.of(attributes));
  }

  /** Says it. */
  void add(Updates update, Person person, long eventTime, int offset) {
    if (!names.isEmpty() && random.nextBoolean()) {
      names.add(REPEATED + random.nextInt(2));
    }
    for (String name : names) {
      if (removesOneOf > 0 && random.nextInt(removesOneOf) == 0) {
        update.removed(name, false);
      } else if (name.startsWith(RANKED)) {
        update.attribute(name, Long.toString((eventTime - EARLIEST) * RANKS_OF_A_TIME + offset));
      } else {
        update.attribute(name, Integer.toString(random.nextInt(3)));
      }
    }
    names.clear();
    if (addresses > 0 && random.nextBoolean()) {
      update.email(person.id() + "-" + random.nextInt(addresses) + "@example.com");
    }
  }

  /** Which update says a value of a ranked attribute; -1 if the value is of no sayings. */
  static int offsetOf(long value) {
    return value < RANKS_OF_A_TIME * RANKS_OF_A_TIME ? -1 : (int) (value % RANKS_OF_A_TIME);
  }

  /** Whether no value of an attribute may ever follow a larger one. */
  static boolean isRanked(String attribute) {
    return attribute.startsWith(RANKED);
  }
}
