package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs from the field on which reading an event once failed, through all stages. */
class ReadingCasesTest {

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = ReadingCasesTest.class.getResourceAsStream("/cases/" + name + ".ndjson");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static Stages take(Stages job, String name) throws Exception {
    for (String line : lines(name)) {
      job.feed(line);
    }
    job.settle();
    return job;
  }

  @Test
  void aYearBeyondAllCalendarsIsOneDeadLetter() throws Exception {
    try (Stages job = take(Stages.with(), "h01-year-out-of-range")) {
      assertThat(job.receipts())
          .extracting(Receipt::status)
          .containsExactly(Receipt.Status.DELIVERED);
      assertThat(job.deadLetters())
          .extracting(DeadLetter::reason)
          .containsExactly(Reason.BAD_TIMESTAMP);
    }
  }

  @Test
  void halfACharacterInAnIdReachesItsOwnersSubtask() throws Exception {
    try (Stages job = take(Stages.with().rescaledTo(3), "h02-half-an-emoji-in-an-id")) {
      assertThat(job.receipts())
          .hasSize(8)
          .allMatch(receipt -> receipt.status() == Receipt.Status.DELIVERED);
      assertThat(job.people())
          .anyMatch(person -> person.hasDevice("abc0�"))
          .anyMatch(person -> person.hasDevice("abc7�"));
    }
  }

  @Test
  void halfACharacterInATraitIsSentAsAReplacement() throws Exception {
    try (Stages job = take(Stages.with(), "m22-lone-surrogate")) {
      assertThat(job.user("u-1").attribute("nick")).isEqualTo("hello �");
    }
  }

  @Test
  void numericIdsOfEighteenDigitsAreTwoPeople() throws Exception {
    try (Stages job = take(Stages.with(), "i01-numeric-ids-become-one")) {
      assertThat(job.user("720982911946154508").attribute("plan")).isEqualTo("free");
      assertThat(job.user("720982911946154509").attribute("plan")).isEqualTo("pro");
    }
    try (Stages job =
        take(Stages.with("mapping.preset=segment-actions"), "i01-numeric-ids-become-one")) {
      assertThat(job.requests()).noneMatch(request -> request.contains("\"uuid\""));
      assertThat(job.uuidMerges()).isZero();
    }
  }

  @Test
  void idsOfOrdersAndProductsKeepTheirDigits() throws Exception {
    try (Stages job = take(Stages.with(), "m01-large-numbers")) {
      assertThat(job.requests())
          .singleElement()
          .asString()
          .contains("\"product_id\":\"488032119674292921\"")
          .contains("\"event_group_id\":\"720982911946154511\"");
    }
  }

  @Test
  void timesInOtherFormsAreRead() throws Exception {
    try (Stages job = take(Stages.with(), "m16-timestamp-forms")) {
      assertThat(job.deadLetters()).isEmpty();
      assertThat(job.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request).contains("2026-11-01T10:00:08Z"));
    }
  }

  @Test
  void aWrongClockIsCorrected() throws Exception {
    try (Stages job = take(Stages.with(), "m17-clock-skew")) {
      assertThat(job.requests()).singleElement().asString().contains("2026-11-01T10:00:00Z");
    }
  }

  @Test
  void aFarFutureIsTheTimeOfTheRecord() throws Exception {
    try (Stages job = take(Stages.with("source.max-clock-lead=5 min"), "m18-far-future")) {
      assertThat(job.requests()).singleElement().asString().contains("2026-05-01T09:30:00");
    }
  }

  @Test
  void aNumberNamesAnEvent() throws Exception {
    try (Stages job = take(Stages.with(), "m25-number-as-event-name")) {
      assertThat(job.user("u-1").events()).containsExactly("404");
    }
  }

  @Test
  void envelopesAreOpenedOrNamed() throws Exception {
    try (Stages job = take(Stages.with(), "m28-envelopes")) {
      assertThat(job.deadLetters())
          .extracting(DeadLetter::detail)
          .satisfiesExactly(
              first -> assertThat(first).contains("source.envelope: payload would read it"),
              second -> assertThat(second).contains("source.envelope: batch would read it"));
    }
    try (Stages job = take(Stages.with("source.envelope=payload"), "m28-envelopes")) {
      assertThat(job.receipts())
          .hasSize(2)
          .allMatch(receipt -> receipt.status() == Receipt.Status.DELIVERED);
      assertThat(job.deadLetters()).isEmpty();
    }
  }
}
