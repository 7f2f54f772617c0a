package io.segmentinsider.lab.report;

import static io.segmentinsider.record.Receipt.Status.DELIVERED;
import static io.segmentinsider.record.Receipt.Status.LINKED;
import static io.segmentinsider.record.Receipt.Status.REPEAT;
import static io.segmentinsider.record.Receipt.Status.SUPPRESSED;
import static io.segmentinsider.record.Receipt.Status.UNCHANGED;
import static io.segmentinsider.record.Receipt.Status.UNMATCHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.segmentinsider.record.DeadLetter.Scope;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountingTest {

  private static final String TOPIC = "segment-events";

  /** Two partitions; the second does not begin at 0. */
  private static final List<SourceRange> PUBLISHED =
      List.of(new SourceRange(TOPIC, 0, 0, 3), new SourceRange(TOPIC, 1, 100, 102));

  private static SourcePosition at(int partition, long offset) {
    return new SourcePosition(TOPIC, partition, offset);
  }

  /** Ends every published position once, each in another way. */
  private static Accounting complete() {
    Accounting accounting = new Accounting(PUBLISHED);
    accounting.receipt(at(0, 0), "order", DELIVERED, 0);
    accounting.receipt(at(0, 0), "profile", UNCHANGED, 0);
    accounting.receipt(at(0, 1), "order", REPEAT, 0);
    accounting.receipt(at(0, 2), null, UNMATCHED, 0);
    accounting.deadLetter(at(1, 100), null, Reason.INVALID_JSON, Scope.RECORD);
    accounting.receipt(at(1, 101), "profile", SUPPRESSED, 0);
    return accounting;
  }

  @Test
  void countsEveryWayToEnd() {
    Totals totals = complete().totals();

    assertThat(totals.problems()).isEmpty();
    assertThat(totals.accounted()).isTrue();
    assertThat(totals)
        .isEqualTo(
            new Totals(5, 2, 1, 1, 1, 3, 1, 1, 1, 0, 0, 0, Map.of("invalid-json", 1L), List.of()));
  }

  @Test
  void eachEventOfARecordThatHoldsSeveralEndsForItself() {
    Accounting accounting = new Accounting(PUBLISHED);
    accounting.receipt(at(0, 0), "order", DELIVERED, 0);
    accounting.receipt(at(0, 1).at(2, 4), "order", DELIVERED, 0);
    accounting.deadLetter(at(0, 1).at(0, 4), null, Reason.MISSING_TYPE, Scope.RECORD);
    accounting.receipt(at(0, 1).at(3, 4), null, UNMATCHED, 0);
    accounting.receipt(at(0, 2).at(1, 2), "order", REPEAT, 0);
    accounting.receipt(at(0, 2).at(0, 2), "order", DELIVERED, 0);
    accounting.receipt(at(0, 2).at(0, 2), "profile", DELIVERED, 0);
    accounting.deadLetter(at(1, 100), null, Reason.INVALID_JSON, Scope.RECORD);
    accounting.receipt(at(1, 101), "profile", SUPPRESSED, 0);

    assertThat(accounting.totals().problems())
        .containsExactly(
            "LOST: 1 published positions have no outcome, first: segment-events-0@1[1]",
            "MISCOUNTED: read is not accepted + repeats + unmatched + refused");

    accounting.receipt(at(0, 1).at(1, 4), "order", REPEAT, 0);

    assertThat(accounting.totals().problems()).isEmpty();
    assertThat(accounting.totals())
        .returns(9L, Totals::read)
        .returns(4L, Totals::accepted)
        .returns(2L, Totals::repeats)
        .returns(1L, Totals::unmatched)
        .returns(2L, Totals::refused)
        .returns(5L, Totals::updates);
  }

  @Test
  void aRecordWithSeveralEndsCountsOnceUnderTheBestOfThem() {
    Accounting accounting = new Accounting(List.of(new SourceRange(TOPIC, 0, 0, 3)));
    accounting.receipt(at(0, 0), "alias", LINKED, 0);
    accounting.receipt(at(0, 0), "order", REPEAT, 0);
    accounting.receipt(at(0, 1), "order", REPEAT, 0);
    accounting.deadLetter(at(0, 1), "custom", Reason.MAPPING_FAILED, Scope.UPDATE);
    accounting.deadLetter(at(0, 2), "order", Reason.REJECTED, Scope.UPDATE);

    Totals totals = accounting.totals();

    assertThat(totals.problems()).isEmpty();
    assertThat(totals)
        .returns(2L, Totals::accepted)
        .returns(1L, Totals::repeats)
        .returns(0L, Totals::refused)
        .returns(3L, Totals::updates)
        .returns(2L, Totals::deadUpdates)
        .returns(1L, Totals::linked);
  }

  @Test
  void aRecordThatCouldNotBeMappedIsRefused() {
    Accounting accounting = new Accounting(List.of(new SourceRange(TOPIC, 0, 0, 1)));
    accounting.deadLetter(at(0, 0), "order", Reason.NO_IDENTIFIER, Scope.UPDATE);

    assertThat(accounting.totals())
        .returns(1L, Totals::refused)
        .returns(0L, Totals::accepted)
        .returns(1L, Totals::updates)
        .returns(true, Totals::accounted);
  }

  @Test
  void aRefusedEventBelongsToItsUpdate() {
    Accounting accounting = new Accounting(List.of(new SourceRange(TOPIC, 0, 0, 2)));
    accounting.deadLetter(at(0, 0), "order", Reason.REJECTED, Scope.EVENT);
    accounting.deadLetter(at(0, 0), "order", Reason.REJECTED, Scope.EVENT);
    accounting.receipt(at(0, 0), "order", DELIVERED, 2);
    accounting.deadLetter(at(0, 1), "order", Reason.REJECTED, Scope.EVENT);
    accounting.deadLetter(at(0, 1), "order", Reason.REJECTED, Scope.UPDATE);

    assertThat(accounting.totals())
        .returns(Map.of("rejected", 4L), Totals::deadLetters)
        .returns(1L, Totals::deadUpdates)
        .returns(true, Totals::accounted);
  }

  static Stream<Arguments> flaws() {
    return Stream.of(
        flaw(
            "a position without an outcome",
            accounting -> {},
            List.of(new SourceRange(TOPIC, 0, 0, 4), new SourceRange(TOPIC, 1, 100, 102)),
            "LOST: 1 published positions have no outcome, first: segment-events-0@3"),
        flaw(
            "a whole partition without outcomes",
            accounting -> {},
            List.of(PUBLISHED.get(0), PUBLISHED.get(1), new SourceRange(TOPIC, 2, 7, 9)),
            "LOST: 2 published positions have no outcome, first: segment-events-2@7"),
        flaw(
            "an update delivered twice",
            accounting -> accounting.receipt(at(0, 0), "order", DELIVERED, 0),
            PUBLISHED,
            "DOUBLED: 1 updates have more than one outcome, first: segment-events-0@0 (order)"),
        flaw(
            "an update delivered and a dead letter",
            accounting -> accounting.deadLetter(at(0, 0), "order", Reason.REJECTED, Scope.UPDATE),
            PUBLISHED,
            "DOUBLED: 1 updates have more than one outcome, first: segment-events-0@0 (order)"),
        flaw(
            "an update delivered and a repeat of itself",
            accounting -> accounting.receipt(at(0, 0), "order", REPEAT, 0),
            PUBLISHED,
            "DOUBLED: 1 updates have more than one outcome, first: segment-events-0@0 (order)"),
        flaw(
            "a record refused twice",
            accounting ->
                accounting.deadLetter(at(1, 100), null, Reason.INVALID_JSON, Scope.RECORD),
            PUBLISHED,
            "DOUBLED: 1 updates have more than one outcome, first: segment-events-1@100"),
        flaw(
            "unmatched and delivered",
            accounting -> accounting.receipt(at(0, 2), "order", DELIVERED, 0),
            PUBLISHED,
            "CONTRADICTED: 1 records were refused or unmatched as a whole, and have other outcomes, too, first:"
                + " segment-events-0@2"),
        flaw(
            "refused and unmatched",
            accounting -> accounting.receipt(at(1, 100), null, UNMATCHED, 0),
            PUBLISHED,
            "CONTRADICTED: 1 records were refused or unmatched as a whole, and have other outcomes, too, first:"
                + " segment-events-1@100"),
        flaw(
            "an offset after the end",
            accounting -> accounting.receipt(at(0, 3), "order", DELIVERED, 0),
            PUBLISHED,
            "UNKNOWN: 1 outcomes name a position that was not published, first: segment-events-0@3"),
        flaw(
            "an offset before the beginning",
            accounting -> accounting.receipt(at(1, 99), "order", DELIVERED, 0),
            PUBLISHED,
            "UNKNOWN: 1 outcomes name a position that was not published, first: segment-events-1@99"),
        flaw(
            "one of several events twice",
            accounting -> {
              accounting.receipt(at(0, 3).at(0, 2), "order", DELIVERED, 0);
              accounting.receipt(at(0, 3).at(1, 2), "order", DELIVERED, 0);
              accounting.receipt(at(0, 3).at(1, 2), "order", UNCHANGED, 0);
            },
            List.of(new SourceRange(TOPIC, 0, 0, 4), PUBLISHED.get(1)),
            "DOUBLED: 1 updates have more than one outcome, first: segment-events-0@3[1] (order)"),
        flaw(
            "one of several events of a record that ended as a whole",
            accounting -> {
              accounting.receipt(at(0, 0).at(0, 2), "order", DELIVERED, 0);
              accounting.receipt(at(0, 0).at(1, 2), "order", DELIVERED, 0);
            },
            PUBLISHED,
            "CONTRADICTED: 1 records were refused or unmatched as a whole, and have other outcomes, too, first:"
                + " segment-events-0@0"),
        flaw(
            "another number of events",
            accounting -> {
              accounting.receipt(at(0, 3).at(0, 2), "order", DELIVERED, 0);
              accounting.receipt(at(0, 3).at(1, 2), "order", DELIVERED, 0);
              accounting.receipt(at(0, 3).at(1, 3), "profile", DELIVERED, 0);
            },
            List.of(new SourceRange(TOPIC, 0, 0, 4), PUBLISHED.get(1)),
            "CONTRADICTED: 1 records were refused or unmatched as a whole, and have other outcomes, too, first:"
                + " segment-events-0@3[1]"),
        flaw(
            "another topic",
            accounting ->
                accounting.receipt(new SourcePosition("others", 0, 0), "order", DELIVERED, 0),
            PUBLISHED,
            "UNKNOWN: 1 outcomes name a position that was not published, first: others-0@0"),
        flaw(
            "a refused event that no receipt counts",
            accounting -> accounting.deadLetter(at(0, 0), "order", Reason.REJECTED, Scope.EVENT),
            PUBLISHED,
            "MISCOUNTED: 1 updates whose receipt counts other refused events than there are dead letters,"
                + " first: segment-events-0@0 (order)"),
        flaw(
            "a receipt that counts a refused event too many",
            accounting -> {
              accounting.deadLetter(at(0, 3), "order", Reason.REJECTED, Scope.EVENT);
              accounting.receipt(at(0, 3), "order", DELIVERED, 2);
            },
            List.of(new SourceRange(TOPIC, 0, 0, 4), PUBLISHED.get(1)),
            "MISCOUNTED: 1 updates whose receipt counts other refused events than there are dead letters,"
                + " first: segment-events-0@3 (order)"));
  }

  private static Arguments flaw(
      String name, Consumer<Accounting> addition, List<SourceRange> published, String sentence) {
    return arguments(name, addition, published, sentence);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("flaws")
  void namesWhatIsWrong(
      String name, Consumer<Accounting> addition, List<SourceRange> published, String sentence) {
    Accounting accounting = new Accounting(published);
    accounting.receipt(at(0, 0), "order", DELIVERED, 0);
    accounting.receipt(at(0, 1), "order", REPEAT, 0);
    accounting.receipt(at(0, 2), null, UNMATCHED, 0);
    accounting.deadLetter(at(1, 100), null, Reason.INVALID_JSON, Scope.RECORD);
    accounting.receipt(at(1, 101), "profile", SUPPRESSED, 0);
    addition.accept(accounting);

    Totals totals = accounting.totals();

    assertThat(totals.accounted()).isFalse();
    assertThat(totals.problems().get(0)).isEqualTo(sentence);
  }

  @Test
  void theSumsNoticeAnOutcomeTooMany() {
    Accounting accounting = complete();
    accounting.receipt(at(0, 0), "order", DELIVERED, 0);

    assertThat(accounting.totals().problems())
        .contains(
            "MISCOUNTED: updates is not delivered + suppressed + unchanged + linked + update dead letters");
  }

  @Test
  void theSumsNoticeAnOutcomeTooFew() {
    Accounting accounting = new Accounting(PUBLISHED);

    assertThat(accounting.totals().problems())
        .contains("MISCOUNTED: read is not accepted + repeats + unmatched + refused");
  }
}
