package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.report.Accounting;
import io.segmentinsider.lab.report.SourceRange;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Inputs from the field that once went wrong, each from bytes to Insider: every record ends exactly
 * once, nothing throws, and nobody is merged. What else must come of them stands in the tests of
 * the stage that they are about.
 */
class CasesTest {

  private static final Path CASES = Path.of("src/test/resources/cases");

  /** How many people Insider has in the end, and the dead letters, by the default mapping. */
  private static final String ENDS =
      """
          d01-content-that-a-firewall-refuses | 20 |
          f07-large-refused-record            | 0 | no-identifier
          g01-guest-order                     | 1 |
          h01-year-out-of-range               | 1 | bad-timestamp
          h02-half-an-emoji-in-an-id          | 8 |
          i01-numeric-ids-become-one          | 2 |
          i02-consent-from-the-future         | 1 |
          i03-two-in-one-second               | 4 |
          i04-constant-message-id             | 1 |
          i05-placeholder-ids                 | 0 | no-identifier no-identifier no-identifier no-identifier
          i06-changed-email                   | 1 |
          i07-server-alias                    | 1 |
          i09-placeholder-email               | 0 | empty-update empty-update
          i10-deleted-from-the-future         | 1 |
          i11-one-uuid-two-cases              | 1 |
          m01-large-numbers                   | 1 |
          m02-null-clears                     | 1 |
          m03-turkish-names                   | 1 |
          m04-other-scripts-collide           | 1 |
          m05-event-names-other-scripts       | 1 |
          m06-unreadable-currency             | 1 | required-parameter
          m07-amount-with-sign                | 1 |
          m08-fractional-quantity             | 1 |
          m09-products-as-object              | 1 |
          m10-items-instead-of-products       | 1 |
          m11-first-spec-names                | 1 |
          m12-name-spelling                   | 1 |
          m13-zero-advertising-id             | 1 |
          m14-consent-words                   | 1 |
          m15-first-spelling-masks-second     | 1 |
          m16-timestamp-forms                 | 1 |
          m17-clock-skew                      | 1 |
          m18-far-future                      | 1 |
          m19-ambiguous-birthday              | 1 |
          m20-invisible-characters            | 1 |
          m21-dotted-capital-i                | 1 |
          m22-lone-surrogate                  | 1 |
          m23-order-level-name                | 1 |
          m24-language-of-the-device          | 1 |
          m25-number-as-event-name            | 1 |
          m27-many-names                      | 1 |
          m28-envelopes                       | 0 | missing-type missing-type
          m29-secrets-in-addresses            | 1 |
          m30-phone-forms                     | 1 |
          m33-group-of-two                    | 1 |
          m34-category-with-a-slash           | 1 |
          m35-signed-up                       | 1 |
      """;

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(CASES.resolve(file));
  }

  private static void assertAllEndedOnce(Stages job, int records) {
    Accounting accounting =
        new Accounting(List.of(new SourceRange("segment-events", 0, 0, records)));
    for (Receipt receipt : job.receipts()) {
      accounting.receipt(
          receipt.origin(), receipt.mappingName(), receipt.status(), receipt.refusedEvents());
    }
    for (DeadLetter letter : job.deadLetters()) {
      accounting.deadLetter(letter.origin(), letter.mappingName(), letter.reason(), letter.scope());
    }
    assertThat(accounting.totals().problems()).isEmpty();
    assertThat(job.uuidMerges()).isZero();
    assertThat(job.outOfOrder()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = ENDS)
  void itEndsOnceAndAsManyPeopleAsItIs(String name, int people, @Nullable String deadLetters)
      throws Exception {
    List<String> lines = lines(name + ".ndjson");
    try (Stages job = Stages.with()) {
      for (String line : lines) {
        job.take(line);
      }
      assertAllEndedOnce(job, lines.size());
      assertThat(job.people()).hasSize(people);
      assertThat(job.deadLetters())
          .extracting(letter -> letter.reason().code())
          .isEqualTo(deadLetters == null ? List.of() : List.of(deadLetters.split(" ", -1)));
    }
  }

  /** One after the other through one job, as a topic has them. */
  @ParameterizedTest
  @CsvSource({
    "mapping.preset=default, source.trusted-topics=segment-events",
    "mapping.preset=segment-actions, consent.required=gdpr"
  })
  void allOfThemEndOnce(String preset, String option) throws Exception {
    List<String> all = new ArrayList<>();
    for (String file : files()) {
      all.addAll(lines(file));
    }
    try (Stages job = Stages.with(preset, option)) {
      for (String line : all) {
        job.feed(line);
      }
      job.settle();
      assertAllEndedOnce(job, all.size());
    }
  }

  @Test
  void noFileIsForgotten() throws Exception {
    assertThat(ENDS.lines().map(line -> line.substring(0, line.indexOf('|')).trim() + ".ndjson"))
        .containsExactlyElementsOf(files());
  }
}
