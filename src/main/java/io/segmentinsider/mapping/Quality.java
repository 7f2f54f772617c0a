package io.segmentinsider.mapping;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Repair;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How well events can be read: of each event name and field, how often the value was read, put
 * right or left out. It holds names, counts and classes of values, never values.
 */
public final class Quality {

  /** Names that somebody makes up would fill the memory: what is beyond counts as one. */
  private static final int MAX_EVENT_NAMES = 2_000;

  private static final String OTHER = "(other names)";

  private final Map<String, Map<String, Tally>> fields = new TreeMap<>();
  private final Map<String, Refusals> events = new TreeMap<>();

  /**
   * A field of the events of one name.
   *
   * @param event type, and for track calls the name
   * @param field in the user object
   * @param read values that were taken
   * @param repaired values, or places without one, that were put right or filled in
   * @param leftOut values that can't be read
   * @param repairs codes of the repairs, sorted
   * @param classes of the values that can't be read, sorted
   */
  public record Row(
      String event,
      String field,
      long read,
      long repaired,
      long leftOut,
      List<String> repairs,
      List<String> classes) {}

  /**
   * The events of one name.
   *
   * @param event type, and for track calls the name
   * @param count how many
   * @param refused how many parts of them, or whole ones, are dead letters
   * @param reasons codes of those, sorted
   */
  public record EventRow(String event, long count, long refused, List<String> reasons) {}

  private static final class Tally {
    private long read;
    private long repaired;
    private long leftOut;
    private final TreeSet<String> repairs = new TreeSet<>();
    private final TreeSet<String> classes = new TreeSet<>();
  }

  private static final class Refusals {
    private long count;
    private long refused;
    private final TreeSet<String> reasons = new TreeSet<>();
  }

  /** Counts one event. */
  public void add(SegmentEvent event, Explanation explanation) {
    String name = name(event);
    for (Explanation.Considered mapping : explanation.mappings()) {
      for (Explanation.Step step : mapping.steps()) {
        if (step.unreadable() != null) {
          Tally tally = tally(name, step.field());
          tally.leftOut++;
          tally.classes.add(step.unreadable());
        } else if (!step.outcome().startsWith("left out")) {
          tally(name, step.field()).read++;
        }
      }
    }
    for (Repair repair : explanation.result().repairs()) {
      Tally tally = tally(name, repair.field());
      tally.repairs.add(repair.kind().code());
      // What was left out is counted where it was seen.
      if (repair.kind() != Repair.Kind.FIELD_LEFT_OUT
          && repair.kind() != Repair.Kind.IDENTIFIER_MALFORMED) {
        tally.repaired++;
      }
    }
    Refusals refusals = events.computeIfAbsent(name, unused -> new Refusals());
    refusals.count++;
    explanation.result().deadLetters().forEach(letter -> refuse(refusals, letter));
  }

  /** Counts a record that is no event. */
  public void addRefused(DeadLetter letter) {
    Refusals refusals = events.computeIfAbsent("(no event)", unused -> new Refusals());
    refusals.count++;
    refuse(refusals, letter);
  }

  private static void refuse(Refusals refusals, DeadLetter letter) {
    refusals.refused++;
    refusals.reasons.add(letter.reason().code());
  }

  private String name(SegmentEvent event) {
    Object name = event.json().get("event");
    String label = event.type().equals("track") ? "track " + name : event.type();
    return events.containsKey(label) || events.size() < MAX_EVENT_NAMES ? label : OTHER;
  }

  private Tally tally(String event, String field) {
    return fields
        .computeIfAbsent(event, unused -> new TreeMap<>())
        .computeIfAbsent(field, unused -> new Tally());
  }

  /** Fields of which something was put right or left out, the worst of each event first. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    fields.forEach(
        (event, byField) -> {
          List<Row> ofEvent = new ArrayList<>();
          byField.forEach(
              (field, tally) -> {
                if (tally.leftOut + tally.repaired > 0) {
                  ofEvent.add(
                      new Row(
                          event,
                          field,
                          tally.read,
                          tally.repaired,
                          tally.leftOut,
                          List.copyOf(tally.repairs),
                          List.copyOf(tally.classes)));
                }
              });
          ofEvent.sort(
              (a, b) -> Long.compare(b.leftOut() + b.repaired(), a.leftOut() + a.repaired()));
          rows.addAll(ofEvent);
        });
    return rows;
  }

  /** All event names. */
  public List<EventRow> events() {
    List<EventRow> rows = new ArrayList<>();
    events.forEach(
        (event, refusals) ->
            rows.add(
                new EventRow(
                    event, refusals.count, refusals.refused, List.copyOf(refusals.reasons))));
    return rows;
  }
}
