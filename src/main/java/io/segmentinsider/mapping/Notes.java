package io.segmentinsider.mapping;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** What is noted while one event goes through its mappings: repairs and dead letters. */
public final class Notes {

  private final SegmentEvent event;
  private final List<Repair> repairs = new ArrayList<>(0);
  private final List<DeadLetter> deadLetters = new ArrayList<>(0);
  @Nullable private final List<Explanation.Step> steps;
  private String action = "";

  private Notes(SegmentEvent event, @Nullable List<Explanation.Step> steps) {
    this.event = event;
    this.steps = steps;
  }

  /** Notes on one event. */
  static Notes on(SegmentEvent event) {
    return new Notes(event, null);
  }

  /** Notes on one event that also say what became of each field. */
  static Notes inDetailOn(SegmentEvent event) {
    return new Notes(event, new ArrayList<>());
  }

  /** What is noted from now on belongs to that mapping. */
  public void startOf(String actionName) {
    action = actionName;
  }

  /** Whether it is worth calling {@link #step}. */
  public boolean isDetailed() {
    return steps != null;
  }

  /** A field was filled, or not. */
  public void step(String field, String from, String outcome) {
    if (steps != null) {
      steps.add(new Explanation.Step(field, from, outcome));
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
    repairs.add(new Repair(kind, action, field));
  }

  /** The mapping ends here. */
  public void refuse(Reason reason, String detail, @Nullable byte[] update) {
    add(reason, DeadLetter.Scope.UPDATE, detail, update);
  }

  /** One event entry is left out, the rest of the update goes on. */
  public void refuseEvent(Reason reason, String detail, @Nullable byte[] entry) {
    add(reason, DeadLetter.Scope.EVENT, detail, entry);
  }

  private void add(Reason reason, DeadLetter.Scope scope, String detail, @Nullable byte[] update) {
    deadLetters.add(
        new DeadLetter(
            reason, scope, detail, event.source(), event.messageId(), action, null, update));
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
