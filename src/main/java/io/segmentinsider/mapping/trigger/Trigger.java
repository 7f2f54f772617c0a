package io.segmentinsider.mapping.trigger;

import io.segmentinsider.json.JsonObject;

/** A compiled subscription: which events a mapping is for. Immutable; safe to share. */
public final class Trigger {

  private final Condition condition;

  private Trigger(Condition condition) {
    this.condition = condition;
  }

  /**
   * Compiles a subscription.
   *
   * @throws InvalidTriggerException if Segment can't read it
   */
  public static Trigger compile(String fql) throws InvalidTriggerException {
    return new Trigger(Parser.parse(Lexer.tokens(fql)));
  }

  /** Whether the mapping is for this event. */
  public boolean matches(JsonObject event) {
    return condition.holds(event);
  }
}
