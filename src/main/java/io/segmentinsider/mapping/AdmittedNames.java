package io.segmentinsider.mapping;

import io.segmentinsider.mapping.NameRegistry.Announcement;
import io.segmentinsider.mapping.NameRegistry.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The custom names that a task knows. A name that it does not know is announced to the whole job,
 * once, and admitted unless the day has had its share.
 */
final class AdmittedNames implements CustomNames {

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /**
   * A longer name counts as one too many: anybody can write names of megabytes, and those that are
   * known stand in the memory of the JobManager and in every checkpoint.
   */
  static final int MAX_LENGTH = 1_000;

  private final Map<Place, Map<String, KnownName>> known = new EnumMap<>(Place.class);
  private final List<KnownName> learned = new ArrayList<>();
  private final int ceiling;
  private final Registry registry;
  private final Listener listener;
  private int size;
  private long lastDay = KnownName.ALWAYS;
  private int newOnLastDay;
  private long closedDay = KnownName.ALWAYS;
  private final Set<String> refused = new HashSet<>();
  private boolean registryFails;

  /**
   * No names yet.
   *
   * @param ceiling how many new names a day may have; {@link NameRegistry#UNLIMITED} for any number
   * @param registry what all tasks agree on
   * @param listener hears of names that no task had met
   */
  AdmittedNames(int ceiling, Registry registry, Listener listener) {
    this.ceiling = ceiling;
    this.registry = registry;
    this.listener = listener;
    for (Place place : Place.values()) {
      known.put(place, new HashMap<>());
    }
  }

  /** What all tasks agree on. */
  interface Registry {

    /**
     * Announces a name.
     *
     * @throws IOException if the JobManager does not answer
     */
    Answer announce(Announcement announcement) throws IOException;
  }

  /** Hears of new names. */
  interface Listener {

    /** No task had met that name. */
    void isNew(Place place, String name, long day);

    /** The JobManager does not answer; names are counted by task until the next start. */
    void isAlone(IOException cause);
  }

  /** Knows a name from the start. */
  void know(KnownName name) {
    if (known.get(name.place()).putIfAbsent(name.name(), name) == null) {
      size++;
      count(name.day());
    }
  }

  private void count(long day) {
    if (day > lastDay) {
      lastDay = day;
      newOnLastDay = 1;
    } else if (day == lastDay && day != KnownName.ALWAYS) {
      newOnLastDay++;
    }
  }

  @Override
  public boolean admit(Place place, String name, long recordTime) {
    return known.get(place).containsKey(name) || admitUnknown(place, name, recordTime);
  }

  private boolean admitUnknown(Place place, String name, long recordTime) {
    boolean limited = ceiling != NameRegistry.UNLIMITED;
    long day = Math.floorDiv(recordTime, DAY_MS);
    if (size >= NameRegistry.MAX_NAMES || name.length() > MAX_LENGTH) {
      return !limited;
    }
    if (limited && day <= closedDay && isRefused(place, name)) {
      return false;
    }
    Answer answer = announce(place, name, day, limited);
    if (limited && !answer.admitted()) {
      refuse(place, name, answer.day());
      return false;
    }
    KnownName learnedName = new KnownName(place, name, answer.day());
    know(learnedName);
    learned.add(learnedName);
    if (answer.first()) {
      listener.isNew(place, name, day);
    }
    return true;
  }

  private boolean isRefused(Place place, String name) {
    return refused.size() >= NameRegistry.MAX_NAMES || refused.contains(place.group() + name);
  }

  /** Other tasks may have brought other names on that day, so each is asked about once. */
  private void refuse(Place place, String name, long day) {
    if (day > closedDay) {
      closedDay = day;
      refused.clear();
    }
    refused.add(place.group() + name);
  }

  private Answer announce(Place place, String name, long day, boolean limited) {
    if (registryFails) {
      return new Answer(name, true, true, day);
    }
    try {
      return registry.announce(new Announcement(place, name, day, lastDay, newOnLastDay, ceiling));
    } catch (IOException e) {
      if (limited) {
        throw new UncheckedIOException(
            "the JobManager does not answer, and mapping.max-new-names-per-day asks it", e);
      }
      registryFails = true;
      listener.isAlone(e);
      return new Answer(name, true, true, day);
    }
  }

  /** All names but those that the configuration names. */
  List<KnownName> all() {
    List<KnownName> all = new ArrayList<>(size);
    for (Map<String, KnownName> names : known.values()) {
      for (KnownName name : names.values()) {
        if (name.day() != KnownName.ALWAYS) {
          all.add(name);
        }
      }
    }
    return all;
  }

  /** Those that this task has learned since it started. */
  List<KnownName> learned() {
    return List.copyOf(learned);
  }
}
