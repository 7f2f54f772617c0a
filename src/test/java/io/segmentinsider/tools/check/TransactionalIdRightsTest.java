package io.segmentinsider.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each answer of a broker says of the rights on transactional ids. */
class TransactionalIdRightsTest {

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(
            new TransactionalIdNotFoundException("nobody's"), Finding.Kind.OK, "may DESCRIBE"),
        Arguments.of(
            new TransactionalIdAuthorizationException("no"), Finding.Kind.WRONG, "Grant WRITE"),
        Arguments.of(new ClusterAuthorizationException("no"), Finding.Kind.WRONG, "Grant WRITE"),
        Arguments.of(
            new TimeoutException("late"), Finding.Kind.WARNING, "not looked at (TimeoutException)"),
        Arguments.of(
            new UnsupportedVersionException("old"),
            Finding.Kind.WARNING,
            "not looked at (UnsupportedVersionException)"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void eachAnswerSaysWhatToDo(Exception answer, Finding.Kind kind, String text) {
    Finding finding = TransactionalIdRights.finding("shop", answer);
    assertThat(finding.kind()).isEqualTo(kind);
    assertThat(finding.subject()).isEqualTo("rights on transactional ids shop-…");
    assertThat(finding.text()).contains(text);
  }

  @Test
  void whatOnlyAWriterLearnsIsSaid() {
    assertThat(TransactionalIdRights.finding("shop", null).text())
        .contains("tells only who writes", "TransactionalIdAuthorizationException");
  }
}
