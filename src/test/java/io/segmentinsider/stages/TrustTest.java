package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what can't be undone: delete a user, and change a user id. */
class TrustTest {

  private Stages job;

  @AfterEach
  void close() {
    job.close();
  }

  static Stream<Arguments> whatCanNotBeUndone() {
    return Stream.of(
        Arguments.of("a deletion by event", track("User Deleted").user("ann")),
        Arguments.of(
            "the same beside a device", track("User Deleted").user("ann").device("stranger")),
        Arguments.of("Segment's deletion", ofType("delete").user("ann")),
        Arguments.of("a change of the id", alias("ann").user("mallory")),
        Arguments.of("the same beside a device", alias("ann").user("mallory").device("stranger")),
        Arguments.of("an id that is taken", alias("mallory").user("ann")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatCanNotBeUndone")
  void isNotObeyedFromATopicThatIsNotTrusted(String what, TestEvent request) throws Exception {
    job = Stages.with();
    job.take(identify().device("d").user("ann").trait("city", "Rome").at(1), request.at(2));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.SUPPRESSED);
    assertThat(job.lastReceipt().reason()).isEqualTo("untrusted-source");
    assertThat(job.counted("identity-device", "untrusted")).isEqualTo(1);
    assertThat(job.requests()).hasSize(1);
    job.take(
        track("Read").user("ann").at(1),
        track("Read").device("d").at(3),
        track("Bought").user("mallory").at(4));
    assertThat(job.user("ann").events()).containsExactly("read", "read");
    assertThat(job.user("mallory").events()).containsExactly("bought");
    assertThat(job.deadLetters()).isEmpty();
  }

  /** Whoever can send, and guesses the message id, must not keep it from being done. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("whatCanNotBeUndone")
  void isObeyedAlthoughTheSameWordsWereKeptBackBefore(String what, TestEvent request)
      throws Exception {
    job = Stages.with("source.topics=segment-events;servers", "source.trusted-topics=servers");
    job.take(
        identify().device("d").user("ann").trait("city", "Rome").at(1),
        request.at(2).with("integrations", Map.of("All", false)));
    assertThat(job.lastReceipt().reason()).isEqualTo("integrations");
    job.takeFrom("servers", request.at(2).with("integrations", Map.of()));
    assertThat(job.lastReceipt().status()).isNotEqualTo(Receipt.Status.REPEAT);
    assertThat(job.lastReceipt().reason()).isNull();
  }

  /** The same without a rule that keeps it back. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("whatCanNotBeUndone")
  void isObeyedAlthoughTheSameWordsCameFromAnywhereBefore(String what, TestEvent request)
      throws Exception {
    job = Stages.with("source.topics=segment-events;servers", "source.trusted-topics=servers");
    job.take(identify().device("d").user("ann").trait("city", "Rome").at(1), request.at(2));
    assertThat(job.lastReceipt().reason()).isEqualTo("untrusted-source");
    job.takeFrom("servers", request.at(2));
    assertThat(job.lastReceipt().status()).isNotEqualTo(Receipt.Status.REPEAT);
    assertThat(job.lastReceipt().reason()).isNotEqualTo("untrusted-source");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatCanNotBeUndone")
  void isNotObeyedIfItIsSentAgainEither(String what, TestEvent request) throws Exception {
    job = Stages.with();
    job.take(identify().user("ann").trait("city", "Rome").at(1));
    job.replay(request.at(2));
    assertThat(job.lastReceipt().reason()).isEqualTo("untrusted-source");
    assertThat(job.requests()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatCanNotBeUndone")
  void isObeyedFromATrustedTopic(String what, TestEvent request) throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.take(identify().device("d").user("ann").trait("city", "Rome").at(1), request.at(2));
    assertThat(job.lastReceipt().reason()).isNull();
    assertThat(job.requests()).hasSize(2);
  }

  @Test
  void whatTheSenderKeepsBackIsKeptBackForThat() throws Exception {
    job = Stages.with();
    job.take(ofType("delete").user("ann").with("integrations", Map.of("All", false)));
    assertThat(job.lastReceipt().reason()).isEqualTo("integrations");
  }

  @Test
  void aVisitorWhoSignsInNeedsNoTrust() throws Exception {
    job = Stages.with();
    job.take(track("Read").device("d").at(1), alias("d").device("d").user("ann").at(2));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.LINKED);
    assertThat(job.user("ann").events()).containsExactly("read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"anonymousId\":\"d\"}",
        "{\"userId\":\"undefined\"}",
        "{\"userId\":\" \"}"
      })
  void aDeletionThatNamesNoUserIsADeadLetter(String named) throws Exception {
    for (String option : new String[] {Stages.TRUSTED, "job.name=without-trust"}) {
      job = Stages.with(option);
      job.take(track("Read").device("d").at(1));
      job.take(named.replace("{", "{\"type\":\"delete\",\"messageId\":\"m\",").replace(",}", "}"));
      assertThat(job.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).isEqualTo(Reason.NO_IDENTIFIER));
      assertThat(job.people()).hasSize(1);
      job.close();
    }
    job = Stages.with();
  }
}
