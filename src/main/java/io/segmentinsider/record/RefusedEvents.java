package io.segmentinsider.record;

import java.util.ArrayList;
import java.util.List;

/**
 * How many dead letters the refused events of one update leave. Anybody can write an order of a
 * thousand lines that are none, and must not fill the topic with them.
 */
public final class RefusedEvents {

  /** Orders of customers hardly ever have as many lines that are wrong. */
  private static final int MAX_ALONE = 20;

  private RefusedEvents() {}

  /**
   * Which refused events share a dead letter: each of the first ones has its own, and the last dead
   * letter is about all others.
   *
   * @param refused in order
   * @return the same, in order; no list is empty
   */
  public static <T> List<List<T>> byLetter(List<T> refused) {
    int alone = refused.size() <= MAX_ALONE + 1 ? refused.size() : MAX_ALONE;
    List<List<T>> letters = new ArrayList<>(Math.min(refused.size(), MAX_ALONE + 1));
    for (int i = 0; i < alone; i++) {
      letters.add(refused.subList(i, i + 1));
    }
    if (alone < refused.size()) {
      letters.add(refused.subList(alone, refused.size()));
    }
    return letters;
  }

  /**
   * What the dead letter says.
   *
   * @param first why the first of its events was refused
   * @param events how many it is about
   */
  public static String detail(String first, int events) {
    return events == 1
        ? first
        : "the first of " + events + " refused events that share this dead letter: " + first;
  }
}
