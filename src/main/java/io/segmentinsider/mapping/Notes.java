package io.segmentinsider.mapping;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** What is noted while one event goes through its mappings: repairs and dead letters. */
public final class Notes {

  /** So many repairs of one event are counted and shown: no event of a customer has as many. */
  private static final int MAX_REPAIRS = 10_000;

  private final SegmentEvent event;
  private final CustomNames customNames;
  private final List<Repair> repairs = new ArrayList<>(0);
  private final List<DeadLetter> deadLetters = new ArrayList<>(0);
  @Nullable private final List<Explanation.Step> steps;
  private String mappingName = "";
  private boolean keptBack;
  private Repairs made = Repairs.NONE;

  private Notes(
      SegmentEvent event, CustomNames customNames, @Nullable List<Explanation.Step> steps) {
    this.event = event;
    this.customNames = customNames;
    this.steps = steps;
  }

  /** Notes on one event of which every custom name may leave. */
  static Notes on(SegmentEvent event) {
    return on(event, CustomNames.ANY);
  }

  /** Notes on one event. */
  static Notes on(SegmentEvent event, CustomNames customNames) {
    return new Notes(event, customNames, null);
  }

  /** Notes on one event that also say what became of each field. */
  static Notes inDetailOn(SegmentEvent event, CustomNames customNames) {
    return new Notes(event, customNames, new ArrayList<>());
  }

  /** What is made from now on is kept back, so that its names do not become known. */
  void keepBack() {
    keptBack = true;
  }

  /** Whether a custom name may leave; notes it if not. */
  public boolean admits(CustomNames.Place place, String name) {
    if (keptBack || customNames.admit(place, name, event.recordTime())) {
      return true;
    }
    repair(Repair.Kind.NAME_OVER_CEILING, place.group() + ".custom." + name);
    return false;
  }

  /**
   * What is noted from now on belongs to that mapping, and so does what the event needed before.
   */
  public void startOf(String name) {
    mappingName = name;
    keptBack = false;
    made = Repairs.NONE;
    for (Repair.Kind kind : event.repairs().kinds()) {
      repair(kind, "timestamp");
    }
  }

  /** Whether it is worth calling {@link #step}. */
  public boolean isDetailed() {
    return steps != null;
  }

  /** A field was filled, or not. */
  public void step(String field, String from, String outcome) {
    if (steps != null) {
      steps.add(new Explanation.Step(field, from, outcome, null));
    }
  }

  /**
   * A value was left out, as it can't be read.
   *
   * @param valueClass of the value, which says nothing about the person
   */
  public void unreadableStep(String field, String from, String outcome, String valueClass) {
    if (steps != null) {
      steps.add(new Explanation.Step(field, from, outcome, valueClass));
    }
  }

  /** The steps since the last call. */
  List<Explanation.Step> takeSteps() {
    List<Explanation.Step> taken = steps == null ? List.of() : List.copyOf(steps);
    if (steps != null) {
      steps.clear();
    }
    return taken;
  }

  /** Something was put right. */
  public void repair(Repair.Kind kind, String field) {
    if (repairs.size() < MAX_REPAIRS) {
      repairs.add(new Repair(kind, mappingName, field));
    }
    made = made.with(kind, PersonalNames.shownField(field));
  }

  /** The mapping ends here. */
  public void refuse(Reason reason, String detail, @Nullable byte[] update) {
    add(reason, DeadLetter.Scope.UPDATE, detail, update);
  }

  /**
   * One event entry is left out, or those that share a dead letter, and the rest of the update goes
   * on.
   */
  public void refuseEvent(Reason reason, String detail, @Nullable byte[] entry) {
    add(reason, DeadLetter.Scope.EVENT, detail, entry);
  }

  private void add(Reason reason, DeadLetter.Scope scope, String detail, @Nullable byte[] update) {
    deadLetters.add(
        new DeadLetter(
            reason, scope, detail, event.origin(), event.messageId(), mappingName, null, update));
  }

  /** An update of the mapping, with what was put right since that mapping started. */
  Update told(Update update) {
    return made.isEmpty() ? update : update.withRepairs(made);
  }

  /** What was repaired since the mapping started, for a dead letter; empty if nothing was. */
  public String repairsInWords() {
    StringBuilder words = new StringBuilder();
    for (Repairs.Field field : made.fields()) {
      words.append(words.isEmpty() ? "; repaired: " : ", ");
      words.append(field.name()).append(" (").append(field.kind().code()).append(')');
    }
    return words.toString();
  }

  /** What was put right, in order. */
  public List<Repair> repairs() {
    return repairs;
  }

  /** What could not be mapped, in order. */
  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }
}
