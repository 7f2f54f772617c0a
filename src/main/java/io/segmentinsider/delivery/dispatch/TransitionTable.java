package io.segmentinsider.delivery.dispatch;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is done with each answer: the rules of delivery in one place. Exactly one row is for each
 * situation that can be.
 */
final class TransitionTable {

  /** What Insider said. */
  enum Said {
    /** Of every user whether it was taken. */
    SETTLED,
    /** What the request holds is refused, and not whose it is. */
    REFUSED_UNNAMED,
    /** The body is too large. */
    TOO_LARGE,
    /** Fewer requests, please. */
    TOO_MANY_REQUESTS,
    /** Nothing, or nothing that is about the request. */
    FAILED,
    /** Calls of this kind are refused whatever they hold. */
    NO_ACCESS,
    /** A refusal that does not say whether it is for who asks or for what the request holds. */
    FORBIDDEN
  }

  /** What the request held. */
  enum Shape {
    /** Several users. */
    USERS,
    /** One user object that joins several updates. */
    UPDATES,
    /** One update of several events. */
    EVENTS,
    /** One update that can't be divided. */
    ONE
  }

  /** What else is known that matters. */
  enum Known {
    /** Nothing that matters. */
    NOTHING,
    /** A neutral call was not made yet. */
    NEUTRAL_NOT_ASKED,
    /** A neutral call was refused, too. */
    NEUTRAL_REFUSED,
    /** A neutral call was not answered by anybody who could know. */
    NEUTRAL_UNCLEAR,
    /** A neutral call was let in after one refusal, which may have been everybody's just before. */
    NEUTRAL_LET_IN_ONCE,
    /** Nobody else succeeded in the meantime: it may be everybody. */
    NOBODY_ELSE_SUCCEEDS,
    /** Others succeeded in the meantime, often enough. */
    OTHERS_SUCCEED,
    /** Others succeeded for as long as one user may fail alone. */
    BUDGET_SPENT
  }

  /** What is done. */
  enum Action {
    /** Taken users get their receipts; refused ones end, without what is refused they go again. */
    SETTLE,
    /** The batch becomes two, which leave at once. */
    HALVE,
    /** Each update of the user goes alone, in order. */
    SEPARATE,
    /** The events of the update go in parts, in order. */
    DIVIDE,
    /** The update becomes a dead letter. */
    DEAD_LETTER,
    /** The same again, after a wait. */
    RETRY,
    /** The same again, after a wait, and the pace is lowered. */
    SLOW_DOWN,
    /** The circuit breaker of the endpoint opens; the batch waits as it is. */
    HOLD,
    /** A single user is tried next, as the circuit breaker opens; the batch waits as it is. */
    TRY_ONE,
    /** A neutral call is made; the batch waits for its answer. */
    ASK_NEUTRAL
  }

  /**
   * One row.
   *
   * @param said what Insider said
   * @param shapes what the request held
   * @param known what else is known
   * @param action what is done
   */
  record Row(Said said, Set<Shape> shapes, Set<Known> known, Action action) {

    private boolean isFor(Said what, Shape shape, Known knowledge) {
      return said == what && shapes.contains(shape) && known.contains(knowledge);
    }
  }

  private static final Set<Shape> ANY = EnumSet.allOf(Shape.class);
  private static final Set<Shape> ONE_UPDATE = EnumSet.of(Shape.EVENTS, Shape.ONE);
  private static final Set<Known> ALWAYS = EnumSet.of(Known.NOTHING);

  static final List<Row> ROWS =
      List.of(
          new Row(Said.SETTLED, ANY, ALWAYS, Action.SETTLE),
          new Row(Said.REFUSED_UNNAMED, Set.of(Shape.USERS), ALWAYS, Action.HALVE),
          new Row(Said.REFUSED_UNNAMED, Set.of(Shape.UPDATES), ALWAYS, Action.SEPARATE),
          new Row(Said.REFUSED_UNNAMED, ONE_UPDATE, ALWAYS, Action.DEAD_LETTER),
          new Row(Said.TOO_LARGE, Set.of(Shape.USERS), ALWAYS, Action.HALVE),
          new Row(Said.TOO_LARGE, Set.of(Shape.UPDATES), ALWAYS, Action.SEPARATE),
          new Row(Said.TOO_LARGE, Set.of(Shape.EVENTS), ALWAYS, Action.DIVIDE),
          new Row(Said.TOO_LARGE, Set.of(Shape.ONE), ALWAYS, Action.DEAD_LETTER),
          new Row(Said.TOO_MANY_REQUESTS, ANY, ALWAYS, Action.SLOW_DOWN),
          new Row(Said.NO_ACCESS, ANY, ALWAYS, Action.HOLD),
          new Row(Said.FAILED, ANY, Set.of(Known.NOBODY_ELSE_SUCCEEDS), Action.RETRY),
          new Row(Said.FAILED, Set.of(Shape.USERS), Set.of(Known.OTHERS_SUCCEED), Action.HALVE),
          new Row(
              Said.FAILED, Set.of(Shape.UPDATES), Set.of(Known.OTHERS_SUCCEED), Action.SEPARATE),
          new Row(Said.FAILED, ONE_UPDATE, Set.of(Known.OTHERS_SUCCEED), Action.RETRY),
          new Row(
              Said.FAILED,
              EnumSet.of(Shape.UPDATES, Shape.EVENTS, Shape.ONE),
              Set.of(Known.BUDGET_SPENT),
              Action.DEAD_LETTER),
          new Row(Said.FORBIDDEN, ANY, Set.of(Known.NEUTRAL_NOT_ASKED), Action.ASK_NEUTRAL),
          new Row(Said.FORBIDDEN, ANY, Set.of(Known.NEUTRAL_REFUSED), Action.HOLD),
          new Row(
              Said.FORBIDDEN,
              ANY,
              EnumSet.of(Known.NEUTRAL_UNCLEAR, Known.NEUTRAL_LET_IN_ONCE),
              Action.RETRY),
          new Row(Said.FORBIDDEN, ANY, Set.of(Known.NOBODY_ELSE_SUCCEEDS), Action.TRY_ONE),
          new Row(Said.FORBIDDEN, Set.of(Shape.USERS), Set.of(Known.OTHERS_SUCCEED), Action.HALVE),
          new Row(
              Said.FORBIDDEN, Set.of(Shape.UPDATES), Set.of(Known.OTHERS_SUCCEED), Action.SEPARATE),
          new Row(Said.FORBIDDEN, ONE_UPDATE, Set.of(Known.OTHERS_SUCCEED), Action.DEAD_LETTER));

  private TransitionTable() {}

  /** What is done in a situation. */
  static Action action(Said said, Shape shape, Known known) {
    for (Row row : ROWS) {
      if (row.isFor(said, shape, known)) {
        return row.action();
      }
    }
    throw new IllegalStateException("no rule for " + said + ", " + shape + ", " + known);
  }
}
