package io.segmentinsider.compatibility.trigger;

import io.segmentinsider.compatibility.trigger.Condition.Comparison;
import io.segmentinsider.compatibility.trigger.Condition.Group;
import io.segmentinsider.compatibility.trigger.Condition.Outcome;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** A compiled subscription: which events a mapping is for. Immutable; safe to share. */
public final class Trigger {

  /** Matches every event: what a mapping has that says nothing about it. */
  public static final Trigger ANY = new Trigger(new Condition.Group(false, List.of()), List.of());

  private final Condition condition;
  private final List<String> warnings;

  private Trigger(Condition condition, List<String> warnings) {
    this.condition = condition;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Compiles a subscription.
   *
   * @throws InvalidTriggerException if Segment can't read it
   */
  public static Trigger compile(String fql) throws InvalidTriggerException {
    Parser.Result parsed = Parser.parse(Lexer.tokens(fql));
    return new Trigger(parsed.condition(), TriggerReview.of(parsed));
  }

  /**
   * The same for events that another trigger has let through: it warns of what both together say.
   */
  public Trigger after(Trigger other) {
    List<Condition> both = new ArrayList<>(parts(other.condition));
    both.addAll(parts(condition));
    Condition all = new Group(false, both);
    return new Trigger(condition, TriggerReview.of(new Parser.Result(all, List.of())));
  }

  private static List<Condition> parts(Condition condition) {
    return condition instanceof Group group && !group.any() ? group.parts() : List.of(condition);
  }

  /** Whether the mapping is for this event. */
  public boolean matches(JsonObject event) {
    return condition.of(event) == Condition.Outcome.HOLDS;
  }

  /**
   * What the type and the name of an event alone say.
   *
   * @param type its member {@code type}; null if that is no text
   * @param name its member {@code event}; null if that is no text
   * @return whether it matches; null if something else in the event decides
   */
  @Nullable
  public Boolean decidedBy(@Nullable String type, @Nullable String name) {
    if (condition instanceof Group group && !group.any()) {
      for (Condition part : group.parts()) {
        Outcome outcome = outcome(part, type, name);
        if (outcome != null && outcome != Outcome.HOLDS) {
          return false;
        }
      }
    }
    Outcome outcome = outcome(condition, type, name);
    return outcome == null ? null : (Boolean) (outcome == Outcome.HOLDS);
  }

  /** Null if something else in the event decides. */
  @Nullable
  private static Outcome outcome(
      Condition condition, @Nullable String type, @Nullable String name) {
    if (condition instanceof Group group) {
      Outcome undecided = group.any() ? Outcome.FAILS : Outcome.HOLDS;
      for (Condition part : group.parts()) {
        Outcome outcome = outcome(part, type, name);
        if (outcome != undecided) {
          return outcome;
        }
      }
      return undecided;
    }
    if (condition instanceof Comparison comparison) {
      boolean isType = comparison.field().isTop("type");
      boolean isKnown =
          (isType || comparison.field().isTop("event"))
              && (comparison.operator().equals("=") || comparison.operator().equals("!="));
      return isKnown ? comparison.outcome(isType ? type : name) : null;
    }
    return Outcome.BREAKS;
  }

  /** Whether Segment's evaluation would end in an error for this event; it does not match then. */
  public boolean breaksOn(JsonObject event) {
    return condition.of(event) == Condition.Outcome.BREAKS;
  }

  /**
   * The comparisons with a number that alone keep an event from matching, as it has text there: it
   * would match if they held. As they are written; empty for an event that matches.
   */
  public List<String> numbersThatAreText(JsonObject event) {
    List<String> found = new ArrayList<>();
    return !matches(event) && wouldHold(condition, event, found) ? found : List.of();
  }

  private static boolean wouldHold(Condition condition, JsonObject event, List<String> found) {
    if (condition instanceof Comparison comparison
        && Operators.isNumeric(comparison.operator())
        && comparison.field().in(event) instanceof String) {
      found.add(comparison.written());
      return true;
    }
    if (condition instanceof Group group) {
      boolean holds = !group.any();
      for (Condition part : group.parts()) {
        boolean partHolds = wouldHold(part, event, found);
        holds = group.any() ? holds || partHolds : holds && partHolds;
      }
      return holds;
    }
    return condition.of(event) == Condition.Outcome.HOLDS;
  }

  /**
   * What Segment takes and hardly anybody means: conditions that never or always hold, words that
   * say nothing. For people; empty for most.
   */
  public List<String> warnings() {
    return warnings;
  }
}
