package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repair;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A time that lies ahead of Kafka's decides nothing that a true one would not. */
class TimesAheadTest {

  private static final String FAR = "2031-01-01T00:00:00Z";
  private static final String TRUE_TIME = "2026-05-01T09:31:00Z";

  private static Stages job() throws Exception {
    return Stages.with("source.max-clock-lead=5 min", "consent.required=gdpr");
  }

  private static String identify(String message, String time, String traits) {
    return """
    {"type":"identify","userId":"ann","messageId":"%s","timestamp":"%s","traits":{%s}}\
    """
        .formatted(message, time, traits);
  }

  @Test
  void anOptOutAfterAnOptInFromTheFutureCounts() throws Exception {
    try (Stages job = job()) {
      job.take(identify("a", FAR, "\"gdpr_optin\":true,\"plan\":\"trial\""));
      job.pass(Duration.ofMinutes(2));
      job.take(identify("b", TRUE_TIME, "\"gdpr_optin\":false,\"plan\":\"pro\""));
      job.take(
          """
          {"type":"track","event":"Read","userId":"ann","messageId":"c",
           "timestamp":"2026-05-01T09:31:30Z"}\
          """);
      assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.SUPPRESSED);
      assertThat(job.user("ann").attribute("gdpr_optin")).isEqualTo("false");
    }
  }

  @Test
  void anAttributeFromTheFutureIsOverwritten() throws Exception {
    try (Stages job = Stages.with("source.max-clock-lead=5 min")) {
      job.take(identify("a", FAR, "\"plan\":\"trial\""));
      assertThat(job.lastReceipt().repairs().kinds()).containsExactly(Repair.Kind.CLOCK_AHEAD);
      job.pass(Duration.ofMinutes(2));
      job.take(identify("b", TRUE_TIME, "\"plan\":\"pro\""));
      assertThat(job.user("ann").attribute("plan")).isEqualTo("pro");
    }
  }

  @Test
  void aTimeFromTheFutureIsNotSentUnlessSegmentSendsIt() throws Exception {
    String track =
        """
        {"type":"track","event":"Read","userId":"ann","messageId":"c","timestamp":"%s"}\
        """
            .formatted(FAR);
    try (Stages job = Stages.with("source.max-clock-lead=5 min")) {
      job.take(track);
      assertThat(job.requests()).singleElement().asString().doesNotContain("2031").contains("2026");
    }
    try (Stages job =
        Stages.with("source.max-clock-lead=5 min", "mapping.preset=segment-actions")) {
      job.take(track);
      assertThat(job.requests()).singleElement().asString().contains(FAR);
      assertThat(job.sent().get(0).eventTime()).isLessThanOrEqualTo(1_777_627_800_000L + 300_000);
    }
  }
}
