package io.segmentinsider.mapping;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * What all tasks of a job agree on about new names: who was first, and how many there were on a
 * day. Flink keeps one such aggregate in the JobManager, where it outlives the restarts of tasks,
 * so that a name that was admitted before a crash is admitted after it.
 */
final class NameRegistry
    implements AggregateFunction<
        NameRegistry.Announcement, NameRegistry.Agreed, NameRegistry.Answer> {

  private static final long serialVersionUID = 1L;

  /** More than any account has room for; what comes after is neither told apart nor new. */
  static final int MAX_NAMES = 2_000;

  /** No ceiling. */
  static final int UNLIMITED = 0;

  /**
   * A name that a task meets for the first time.
   *
   * @param place what it stands for
   * @param name as it would be sent
   * @param day of its event
   * @param lastDay the last day on which the task knows of new names
   * @param newOnLastDay how many it knows of that day
   * @param ceiling how many new names a day may have; {@link #UNLIMITED} for any number
   */
  record Announcement(
      CustomNames.Place place, String name, long day, long lastDay, int newOnLastDay, int ceiling)
      implements Serializable {}

  /**
   * What becomes of it.
   *
   * @param name which name is meant
   * @param admitted whether it may leave
   * @param first whether no task had met it
   * @param day the day on whose account it goes, or whose account is closed
   */
  record Answer(String name, boolean admitted, boolean first, long day) implements Serializable {}

  /** What is agreed. A day never comes back: an older event counts for the newest day. */
  static final class Agreed {

    private final Map<String, Long> days = new HashMap<>();
    private long day = KnownName.ALWAYS;
    private int newOnDay;
    private Answer answer = new Answer("", false, false, KnownName.ALWAYS);
  }

  @Override
  public Agreed createAccumulator() {
    return new Agreed();
  }

  @Override
  public Agreed add(Announcement announcement, Agreed agreed) {
    String name = announcement.place().group() + "." + announcement.name();
    Long known = agreed.days.get(name);
    if (known != null) {
      agreed.answer = new Answer(announcement.name(), true, false, known);
      return agreed;
    }
    goTo(announcement.lastDay(), announcement.newOnLastDay(), agreed);
    goTo(announcement.day(), 0, agreed);
    boolean unlimited = announcement.ceiling() == UNLIMITED;
    boolean room = agreed.days.size() < MAX_NAMES;
    boolean admitted = unlimited || (room && agreed.newOnDay < announcement.ceiling());
    if (admitted && room) {
      agreed.days.put(name, agreed.day);
      agreed.newOnDay++;
    }
    agreed.answer = new Answer(announcement.name(), admitted, admitted && room, agreed.day);
    return agreed;
  }

  /** After a restart of the JobManager the tasks know more than it does. */
  private static void goTo(long day, int newOnDay, Agreed agreed) {
    if (day > agreed.day) {
      agreed.day = day;
      agreed.newOnDay = newOnDay;
    } else if (day == agreed.day) {
      agreed.newOnDay = Math.max(agreed.newOnDay, newOnDay);
    }
  }

  @Override
  public Answer getResult(Agreed agreed) {
    return agreed.answer;
  }

  @Override
  public Agreed merge(Agreed one, Agreed other) {
    throw new UnsupportedOperationException("there is one aggregate a job");
  }
}
