package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Old events among live ones, from the bytes to the request. */
class HistoryImportTest {

  private static final int A_DAY = 24 * 60;
  private static final String SKIP_HOOK = "\"skip_hook\":true";

  @Test
  void onlyOldEventsStartNoJourneys() throws Exception {
    try (Stages job = Stages.with("delivery.skip-hooks=24 h")) {
      job.take(TestEvent.track("Old").user("ann").at(-2 * A_DAY));
      job.take(TestEvent.track("New").user("ann").at(0));

      assertThat(job.requests()).hasSize(2);
      assertThat(job.requests().get(0)).contains(SKIP_HOOK);
      assertThat(job.requests().get(1)).doesNotContain(SKIP_HOOK);
    }
  }

  @Test
  void aRequestTakesTheFlagOfItsOldestUpdate() throws Exception {
    try (Stages job = Stages.with("delivery.skip-hooks=24 h")) {
      job.feed(TestEvent.track("First").user("zoe").at(0).json());
      job.feed(TestEvent.track("Old").user("ann").at(-2 * A_DAY).json());
      job.feed(TestEvent.track("New").user("bob").at(0).json());
      job.feed(TestEvent.track("Older").user("cid").at(-3 * A_DAY).json());
      job.settle();

      assertThat(job.requests()).hasSize(3);
      assertThat(job.requests().get(1))
          .contains(SKIP_HOOK)
          .contains("ann")
          .contains("cid")
          .doesNotContain("bob");
      assertThat(job.requests().get(2)).doesNotContain(SKIP_HOOK).contains("bob");
    }
  }

  @Test
  void alwaysAndNeverAskForNoTime() throws Exception {
    try (Stages job = Stages.with("delivery.skip-hooks=always")) {
      job.take(TestEvent.track("New").user("ann"));
      assertThat(job.requests().get(0)).contains(SKIP_HOOK);
    }
    try (Stages job = Stages.with()) {
      job.take(TestEvent.track("Old").user("ann").at(-2_000 * A_DAY));
      assertThat(job.requests().get(0)).doesNotContain(SKIP_HOOK);
    }
  }

  @Test
  void whatInsiderNoLongerKeepsIsADeadLetterIfThatIsAskedFor() throws Exception {
    try (Stages job = Stages.with("delivery.past-retention=dead-letter")) {
      job.take(TestEvent.track("Ancient").user("ann").at(-100 * A_DAY));
      job.take(TestEvent.track("Recent").user("ann").at(-80 * A_DAY));

      assertThat(job.requests()).hasSize(1);
      assertThat(job.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).isEqualTo(Reason.PAST_RETENTION));
      assertThat(job.receipts())
          .singleElement()
          .satisfies(receipt -> assertThat(receipt.status()).isEqualTo(Receipt.Status.DELIVERED));
    }
  }

  /** The accounts hold receipts against dead letters, whatever the receipt says. */
  @Test
  void everyReceiptCountsTheEventsThatWereTakenOut() throws Exception {
    try (Stages job = Stages.with("delivery.past-retention=dead-letter")) {
      TestEvent event =
          TestEvent.track("Ancient")
              .user("ann")
              .at(-100 * A_DAY)
              .with("context", Map.of("locale", "de-DE"));
      job.take(event);
      job.take(event);
      job.take(event.with("messageId", "another"));
      job.take(event.with("messageId", "kept").with("integrations", Map.of("All", false)));

      assertThat(job.receipts())
          .extracting(Receipt::status, Receipt::refusedEvents)
          .containsExactlyInAnyOrder(
              tuple(Receipt.Status.DELIVERED, 1),
              tuple(Receipt.Status.REPEAT, 1),
              tuple(Receipt.Status.UNCHANGED, 1),
              tuple(Receipt.Status.SUPPRESSED, 0));
      assertThat(job.deadLetters())
          .hasSize(3)
          .allSatisfy(letter -> assertThat(letter.scope()).isEqualTo(DeadLetter.Scope.EVENT));
    }
  }
}
