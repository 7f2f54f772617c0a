package io.segmentinsider.identity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/**
 * Which user ids are one person, by all changes and deletions together. Each id has at most one
 * that took its place, so that the ids of a person are chains with one end: the id that Insider
 * has.
 */
final class UserAliases {

  private final MapState<String, UserAlias> known;
  private final long now;

  /**
   * The table.
   *
   * @param known its state
   * @param now the job's clock, epoch milliseconds
   */
  UserAliases(MapState<String, UserAlias> known, long now) {
    this.known = known;
    this.now = now;
  }

  /** What is known of a user id. */
  UserAlias of(String userId) throws Exception {
    UserAlias alias = known.get(userId);
    return alias == null ? UserAlias.unknown(userId) : alias;
  }

  /** Whether nothing at all is known of it. */
  boolean isUnknown(String userId) throws Exception {
    return !known.contains(userId);
  }

  /** The end of its chain, itself if it was never changed. */
  String endOf(String userId) throws Exception {
    String end = userId;
    for (String next = of(end).next(); next != null; next = of(end).next()) {
      end = next;
    }
    return end;
  }

  /** All ids of its person. */
  List<String> personOf(String userId) throws Exception {
    return of(of(userId).first()).userIds();
  }

  /**
   * One id takes the place of another, and all that belong to it join the other's person.
   *
   * @param previous the end of a chain
   * @param current an id of another person
   * @return the ids that joined
   */
  List<String> replace(String previous, String current) throws Exception {
    String first = of(previous).first();
    List<String> joining = personOf(current);
    List<String> all = new ArrayList<>(personOf(previous));
    all.addAll(joining);
    known.put(previous, of(previous).replacedBy(current, now));
    for (String userId : all) {
      UserAlias alias = of(userId);
      known.put(
          userId, userId.equals(first) ? alias.leading(all, now) : alias.following(first, now));
    }
    return joining;
  }

  /**
   * Its person asked to be forgotten: its ids are nobody's, and have nothing to do with each other.
   *
   * @param at when, epoch milliseconds of event time
   * @return the ids
   */
  List<String> forget(String userId, long at) throws Exception {
    List<String> person = personOf(userId);
    for (String forgotten : person) {
      known.put(forgotten, UserAlias.forgotten(forgotten, of(forgotten), at, now));
    }
    return person;
  }

  /**
   * Drops the people of whom nothing changed since a time.
   *
   * @return whether any are left
   */
  boolean dropUnchangedSince(long time) throws Exception {
    boolean anyLeft = false;
    Iterator<Map.Entry<String, UserAlias>> entries = known.iterator();
    while (entries.hasNext()) {
      Map.Entry<String, UserAlias> entry = entries.next();
      if (entry.getValue().changedAt() <= time) {
        entries.remove();
      } else {
        anyLeft = true;
      }
    }
    if (!anyLeft) {
      // The heap backend keeps a map that only its iterator has emptied.
      known.clear();
    }
    return anyLeft;
  }
}
