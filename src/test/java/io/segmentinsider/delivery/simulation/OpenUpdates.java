package io.segmentinsider.delivery.simulation;

import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.delivery.simulation.History.Arrival;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The updates that the job took and that have not ended, counted without the dispatcher. Calls and
 * checkpoints are held against it: a checkpoint holds exactly these, and a call holds no others,
 * and none before an earlier one of its person. After a restart it is as it was in the checkpoint.
 */
final class OpenUpdates {

  private static final int MOST_VIOLATIONS = 5;
  private static final Pattern EVENT = Pattern.compile("\"event_name\":\"([^\"]*)\"");
  private static final Pattern RANKED = Pattern.compile("\"v\\d?\":(\\d+)");

  private final History history;
  private final Map<String, Integer> offsetsOfEvents = new HashMap<>();
  private final Map<String, BitSet> offsetsOfPeople = new HashMap<>();
  private final BitSet withEvents = new BitSet();
  private final List<String> violations = new ArrayList<>();
  private BitSet open = new BitSet();

  /** Those that Insider took. What is refused may end before one that shared its user object. */
  private BitSet delivered = new BitSet();

  /** How it stood at a checkpoint. */
  record Stand(BitSet open, BitSet delivered) {

    static final Stand EMPTY = new Stand(new BitSet(), new BitSet());
  }

  OpenUpdates(History history) {
    this.history = history;
    for (int offset = 0; offset < history.arrivals.size(); offset++) {
      Arrival arrival = history.arrivals.get(offset);
      offsetsOfPeople.computeIfAbsent(arrival.person().id(), id -> new BitSet()).set(offset);
      if (arrival.update().operation() != Operation.DELETE) {
        for (EventEntry event : arrival.update().data().decode().events()) {
          offsetsOfEvents.putIfAbsent(event.name(), offset);
          withEvents.set(offset);
        }
      }
    }
  }

  /** What is wrong, in words; the first few. */
  List<String> violations() {
    return violations;
  }

  void taken(int offset) {
    open.set(offset);
  }

  /**
   * An update has its receipt or its dead letter.
   *
   * @param taken whether Insider took it
   */
  void ended(long offset, boolean taken) {
    open.clear((int) offset);
    if (taken) {
      delivered.set((int) offset);
    }
  }

  /** How it stands, to be restored. */
  Stand stand() {
    return new Stand((BitSet) open.clone(), (BitSet) delivered.clone());
  }

  void restore(Stand stand) {
    open = (BitSet) stand.open.clone();
    delivered = (BitSet) stand.delivered.clone();
  }

  /** A checkpoint holds each open update once, those of an owner in the order of arrival. */
  void checkpoint(Map<String, List<Update>> unsettled) {
    Map<String, List<Long>> due = new HashMap<>();
    open.stream()
        .forEach(
            offset ->
                due.computeIfAbsent(
                        history.arrivals.get(offset).update().owner(), owner -> new ArrayList<>())
                    .add((long) offset));
    Map<String, List<Long>> held = new HashMap<>();
    unsettled.forEach(
        (owner, updates) ->
            held.put(owner, updates.stream().map(update -> update.origin().offset()).toList()));
    if (!held.equals(due)) {
      violation("a checkpoint holds " + held + " instead of " + due);
    }
  }

  /** A call leaves. */
  void sent(UpsertRequest request) {
    if (request.users() == 0) {
      return;
    }
    String body = new String(request.body(), StandardCharsets.UTF_8);
    Matcher people = InsiderModel.USER_ID.matcher(body);
    while (people.find()) {
      sentOf(people.group(1), request.endpoint());
    }
    BitSet carried = carriedBy(body);
    carried.stream().forEach(offset -> carried(offset, carried));
  }

  private void sentOf(String person, Endpoint endpoint) {
    BitSet openOfPerson = (BitSet) offsetsOfPeople.get(person).clone();
    openOfPerson.and(open);
    int first = openOfPerson.nextSetBit(0);
    if (first < 0) {
      violation(endpoint + " for " + person + ", of whom nothing is open");
    } else if (isDeletion(first) != (endpoint == Endpoint.DELETE)) {
      violation(endpoint + " for " + person + " before " + name(first));
    }
  }

  private BitSet carriedBy(String body) {
    BitSet carried = new BitSet();
    Matcher events = EVENT.matcher(body);
    while (events.find()) {
      Integer offset = offsetsOfEvents.get(events.group(1));
      if (offset != null) {
        carried.set(offset);
      }
    }
    Matcher values = RANKED.matcher(body);
    while (values.find()) {
      int offset = Sayings.offsetOf(Long.parseLong(values.group(1)));
      if (offset >= 0) {
        carried.set(offset);
      }
    }
    return carried;
  }

  private void carried(int offset, BitSet carried) {
    if (!open.get(offset)) {
      violation(name(offset) + " is sent and is not open");
    }
    BitSet ofPerson = offsetsOfPeople.get(history.arrivals.get(offset).person().id());
    for (int other = ofPerson.nextSetBit(0); other >= 0; other = ofPerson.nextSetBit(other + 1)) {
      boolean overtaken =
          other < offset && open.get(other) && !carried.get(other) && hasToBeSeen(other);
      if (overtaken || (other > offset && delivered.get(other))) {
        violation(name(offset) + " is sent " + (overtaken ? "before " : "after ") + name(other));
      }
    }
  }

  /** Of others the call may hold what is not seen: values that a later one in it replaces. */
  private boolean hasToBeSeen(int offset) {
    return isDeletion(offset)
        || (withEvents.get(offset) && history.arrivals.get(offset).fault() == null);
  }

  private boolean isDeletion(int offset) {
    return history.arrivals.get(offset).update().operation() == Operation.DELETE;
  }

  private String name(int offset) {
    return history.arrivals.get(offset).update().messageId();
  }

  private void violation(String words) {
    if (violations.size() < MOST_VIOLATIONS) {
      violations.add(words);
    }
  }
}
