package io.segmentinsider.compatibility.trigger;

import io.segmentinsider.compatibility.trigger.Operators.Expected;
import io.segmentinsider.json.JsonObject;
import java.util.List;
import javax.annotation.Nullable;

/** A piece of a subscription. */
sealed interface Condition {

  /** What a condition says about an event. */
  enum Outcome {
    /** It holds. */
    HOLDS,
    /** It does not. */
    FAILS,
    /** Segment's evaluation ends in an error here, whatever stands around it. */
    BREAKS
  }

  /** What it says about an event. */
  Outcome of(JsonObject event);

  /**
   * A field compared with a value.
   *
   * @param field the event's value
   * @param operator how it is compared, as {@link Operators} names it
   * @param expected the value
   * @param operation what the operator does
   * @param value the value as it stands in the subscription
   * @param written all of it as it stands there
   */
  record Comparison(
      Field field,
      String operator,
      Expected expected,
      Operators.Comparison operation,
      Token value,
      String written)
      implements Condition {

    @Override
    public Outcome of(JsonObject event) {
      return outcome(field.in(event));
    }

    /** What it says about a value of the field; null is no value. */
    Outcome outcome(@Nullable Object actual) {
      return operation.holds(actual, expected) ? Outcome.HOLDS : Outcome.FAILS;
    }
  }

  /**
   * What must all hold, or one of it: in order, and no further than needed.
   *
   * @param any whether one is enough
   * @param parts what must hold; all of none does
   */
  record Group(boolean any, List<Condition> parts) implements Condition {

    public Group {
      parts = List.copyOf(parts);
    }

    @Override
    public Outcome of(JsonObject event) {
      Outcome undecided = any ? Outcome.FAILS : Outcome.HOLDS;
      for (int i = 0; i < parts.size(); i++) {
        Outcome outcome = parts.get(i).of(event);
        if (outcome != undecided) {
          return outcome;
        }
      }
      return undecided;
    }
  }

  /** A parenthesis without a condition: Segment takes it, and fails where it gets to it. */
  record Unusable() implements Condition {

    @Override
    public Outcome of(JsonObject event) {
      return Outcome.BREAKS;
    }
  }
}
