package io.segmentinsider.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each topic of the job may keep. */
class RetentionCheckTest {

  private static final long HOUR = 3_600_000;
  private static final RetentionCheck CHECK =
      new RetentionCheck(
          TestSettings.with(
              "source.start", "committed",
              "identity.audit", "true",
              "identity.audit-topic", "audit",
              "identity.audit-salt-file", "/salt",
              "forget.control-topic", "control",
              "delivery.mode", "shadow",
              "delivery.shadow-topic", "shadow"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          168 | -1   | delete         | OK      | 168 h
          -1  | -1   | delete         | OK      | without end
          24  | -1   | delete         | WARNING | lasts longer
          168 | -1   | compact        | WRONG   | all events of a key but the last one
          168 | -1   | compact,delete | WRONG   | --topic events --add-config cleanup.policy=delete
          """)
  void eventsAreReadBeforeTheyGo(
      long hours, long bytes, String policy, Finding.Kind kind, String text) {
    assertThat(CHECK.events("events", keeping(hours, bytes, policy)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(kind);
              assertThat(finding.text()).contains(text);
            });
  }

  @Test
  void aBoundOfSizeIsSaidBesideTheBoundOfTime() {
    assertThat(CHECK.events("events", keeping(168, 1_000, "delete")))
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.OK, Finding.Kind.WARNING);
    assertThat(CHECK.events("events", keeping(168, 1_000, "delete")).get(1).text())
        .contains("retention.bytes is 1000", "--topic events --delete-config retention.bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          segment-insider-receipts     | 168 | delete  | OK      | 168 h
          segment-insider-receipts     | 100 | delete  | WARNING | job/report
          segment-insider-receipts     | 168 | compact | WRONG   | refuses records without a key
          segment-insider-dead-letters | 100 | delete  | WARNING | job/report
          segment-insider-dead-letters | 168 | compact | WRONG   | cleanup.policy=delete
          control                      | 100 | delete  | OK      | 100 h
          control                      | 24  | delete  | WARNING | confirmations of deletions
          control                      | 168 | compact | WRONG   | refuses records without a key
          audit                        | 1   | delete  | OK      | 1 h
          audit                        | 168 | compact | WRONG   | refuses records without a key
          shadow                       | 100 | delete  | WARNING | job/compare
          shadow                       | 168 | compact | WRONG   | all calls of a person but the last
          """)
  void whatTheJobWritesStays(
      String topic, long hours, String policy, Finding.Kind kind, String text) {
    Finding finding = CHECK.written(topic, keeping(hours, -1, policy), 168 * HOUR);

    assertThat(finding.subject()).isEqualTo("retention of topic " + topic);
    assertThat(finding.kind()).as(finding.text()).isEqualTo(kind);
    assertThat(finding.text()).contains(text);
  }

  private static TopicKeeping keeping(long hours, long bytes, String policy) {
    return new TopicKeeping(hours < 0 ? -1 : hours * HOUR, bytes, policy);
  }
}
