package io.segmentinsider.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Kafka did not let the check look at is never said to be well. */
class UnseenTest {

  @ParameterizedTest
  @EnumSource(Unseen.class)
  void itIsAWarningWithTheQuestionThatIsOpen(Unseen unseen) {
    Finding finding =
        unseen.finding("thing", new ExecutionException(new TimeoutException("secret")));

    assertThat(finding.kind()).isEqualTo(Finding.Kind.WARNING);
    assertThat(finding.subject()).isEqualTo("thing");
    assertThat(finding.text())
        .startsWith("not looked at (TimeoutException): ")
        .contains("Look again")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POSITIONS               | group   | DESCRIBE on the group and on the topics of the events
          GROUP                   | group   | DESCRIBE and READ on the group
          RECORD_LIMIT            | topic   | DESCRIBE_CONFIGS on the topic
          RETENTION               | topic   | DESCRIBE_CONFIGS on the topic
          SAMPLE                  | topic   | READ on the topic
          TRANSACTION_LIMIT       | cluster | DESCRIBE_CONFIGS on the cluster
          OPEN_TRANSACTIONS       | ids     | DESCRIBE on the transactional ids
          TRANSACTIONAL_ID_RIGHTS | ids     | DESCRIBE on the transactional ids
          """)
  void whoMayNotLookIsToldWhichRightItTakes(Unseen unseen, String of, String right) {
    assertThat(unseen.finding("thing", refused(of)).text()).contains("Grant " + right + ", or ask");
  }

  @Test
  void theTableAboveKnowsEachOfThem() {
    assertThat(Unseen.values()).hasSize(8);
  }

  private static Exception refused(String of) {
    return switch (of) {
      case "group" -> new GroupAuthorizationException("no");
      case "topic" -> new TopicAuthorizationException("no");
      case "cluster" -> new ClusterAuthorizationException("no");
      default -> new TransactionalIdAuthorizationException("no");
    };
  }
}
