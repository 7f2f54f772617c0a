package io.segmentinsider.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.dispatch.TransitionTable.Action;
import io.segmentinsider.delivery.dispatch.TransitionTable.Known;
import io.segmentinsider.delivery.dispatch.TransitionTable.Row;
import io.segmentinsider.delivery.dispatch.TransitionTable.Said;
import io.segmentinsider.delivery.dispatch.TransitionTable.Shape;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line is a rule of delivery; what each rule does is tested with the dispatcher. */
class TransitionTableTest {

  /** What can be known of each answer. */
  private static final Map<Said, Set<Known>> CAN_BE_KNOWN =
      Map.of(
          Said.SETTLED, EnumSet.of(Known.NOTHING),
          Said.REFUSED_UNNAMED, EnumSet.of(Known.NOTHING),
          Said.TOO_LARGE, EnumSet.of(Known.NOTHING),
          Said.TOO_MANY_REQUESTS, EnumSet.of(Known.NOTHING),
          Said.NO_ACCESS, EnumSet.of(Known.NOTHING),
          Said.FAILED,
              EnumSet.of(Known.NOBODY_ELSE_SUCCEEDS, Known.OTHERS_SUCCEED, Known.BUDGET_SPENT),
          Said.FORBIDDEN,
              EnumSet.of(
                  Known.NEUTRAL_NOT_ASKED,
                  Known.NEUTRAL_REFUSED,
                  Known.NEUTRAL_UNCLEAR,
                  Known.NEUTRAL_LET_IN_ONCE,
                  Known.NOBODY_ELSE_SUCCEEDS,
                  Known.OTHERS_SUCCEED));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SETTLED           | USERS   | NOTHING              | SETTLE
          SETTLED           | UPDATES | NOTHING              | SETTLE
          SETTLED           | EVENTS  | NOTHING              | SETTLE
          SETTLED           | ONE     | NOTHING              | SETTLE
          REFUSED_UNNAMED   | USERS   | NOTHING              | HALVE
          REFUSED_UNNAMED   | UPDATES | NOTHING              | SEPARATE
          REFUSED_UNNAMED   | EVENTS  | NOTHING              | DEAD_LETTER
          REFUSED_UNNAMED   | ONE     | NOTHING              | DEAD_LETTER
          TOO_LARGE         | USERS   | NOTHING              | HALVE
          TOO_LARGE         | UPDATES | NOTHING              | SEPARATE
          TOO_LARGE         | EVENTS  | NOTHING              | DIVIDE
          TOO_LARGE         | ONE     | NOTHING              | DEAD_LETTER
          TOO_MANY_REQUESTS | USERS   | NOTHING              | SLOW_DOWN
          TOO_MANY_REQUESTS | UPDATES | NOTHING              | SLOW_DOWN
          TOO_MANY_REQUESTS | EVENTS  | NOTHING              | SLOW_DOWN
          TOO_MANY_REQUESTS | ONE     | NOTHING              | SLOW_DOWN
          NO_ACCESS         | USERS   | NOTHING              | HOLD
          NO_ACCESS         | UPDATES | NOTHING              | HOLD
          NO_ACCESS         | EVENTS  | NOTHING              | HOLD
          NO_ACCESS         | ONE     | NOTHING              | HOLD
          FAILED            | USERS   | NOBODY_ELSE_SUCCEEDS | RETRY
          FAILED            | UPDATES | NOBODY_ELSE_SUCCEEDS | RETRY
          FAILED            | EVENTS  | NOBODY_ELSE_SUCCEEDS | RETRY
          FAILED            | ONE     | NOBODY_ELSE_SUCCEEDS | RETRY
          FAILED            | USERS   | OTHERS_SUCCEED       | HALVE
          FAILED            | UPDATES | OTHERS_SUCCEED       | SEPARATE
          FAILED            | EVENTS  | OTHERS_SUCCEED       | RETRY
          FAILED            | ONE     | OTHERS_SUCCEED       | RETRY
          FAILED            | UPDATES | BUDGET_SPENT         | DEAD_LETTER
          FAILED            | EVENTS  | BUDGET_SPENT         | DEAD_LETTER
          FAILED            | ONE     | BUDGET_SPENT         | DEAD_LETTER
          FORBIDDEN         | USERS   | NEUTRAL_NOT_ASKED    | ASK_NEUTRAL
          FORBIDDEN         | UPDATES | NEUTRAL_NOT_ASKED    | ASK_NEUTRAL
          FORBIDDEN         | EVENTS  | NEUTRAL_NOT_ASKED    | ASK_NEUTRAL
          FORBIDDEN         | ONE     | NEUTRAL_NOT_ASKED    | ASK_NEUTRAL
          FORBIDDEN         | USERS   | NEUTRAL_REFUSED      | HOLD
          FORBIDDEN         | UPDATES | NEUTRAL_REFUSED      | HOLD
          FORBIDDEN         | EVENTS  | NEUTRAL_REFUSED      | HOLD
          FORBIDDEN         | ONE     | NEUTRAL_REFUSED      | HOLD
          FORBIDDEN         | USERS   | NEUTRAL_UNCLEAR      | RETRY
          FORBIDDEN         | UPDATES | NEUTRAL_UNCLEAR      | RETRY
          FORBIDDEN         | EVENTS  | NEUTRAL_UNCLEAR      | RETRY
          FORBIDDEN         | ONE     | NEUTRAL_UNCLEAR      | RETRY
          FORBIDDEN         | USERS   | NEUTRAL_LET_IN_ONCE  | RETRY
          FORBIDDEN         | UPDATES | NEUTRAL_LET_IN_ONCE  | RETRY
          FORBIDDEN         | EVENTS  | NEUTRAL_LET_IN_ONCE  | RETRY
          FORBIDDEN         | ONE     | NEUTRAL_LET_IN_ONCE  | RETRY
          FORBIDDEN         | USERS   | NOBODY_ELSE_SUCCEEDS | TRY_ONE
          FORBIDDEN         | UPDATES | NOBODY_ELSE_SUCCEEDS | TRY_ONE
          FORBIDDEN         | EVENTS  | NOBODY_ELSE_SUCCEEDS | TRY_ONE
          FORBIDDEN         | ONE     | NOBODY_ELSE_SUCCEEDS | TRY_ONE
          FORBIDDEN         | USERS   | OTHERS_SUCCEED       | HALVE
          FORBIDDEN         | UPDATES | OTHERS_SUCCEED       | SEPARATE
          FORBIDDEN         | EVENTS  | OTHERS_SUCCEED       | DEAD_LETTER
          FORBIDDEN         | ONE     | OTHERS_SUCCEED       | DEAD_LETTER
          """)
  void theRowSaysWhatIsDone(Said said, Shape shape, Known known, Action action) {
    assertThat(TransitionTable.action(said, shape, known)).isEqualTo(action);
  }

  /** A budget is one user's, so a batch of several has none to spend. */
  @Test
  void exactlyOneRowIsForEachSituation() {
    for (Said said : Said.values()) {
      for (Shape shape : Shape.values()) {
        for (Known known : Known.values()) {
          boolean canBe =
              CAN_BE_KNOWN.get(said).contains(known)
                  && !(known == Known.BUDGET_SPENT && shape == Shape.USERS);
          List<Row> rows =
              TransitionTable.ROWS.stream()
                  .filter(
                      row ->
                          row.said() == said
                              && row.shapes().contains(shape)
                              && row.known().contains(known))
                  .toList();
          assertThat(rows).as("%s, %s, %s", said, shape, known).hasSize(canBe ? 1 : 0);
        }
      }
    }
  }

  @Test
  void everyActionIsUsed() {
    Set<Action> used = new HashSet<>();
    TransitionTable.ROWS.forEach(row -> used.add(row.action()));
    assertThat(used).containsExactlyInAnyOrder(Action.values());
  }
}
