package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each kind of change of a link is counted at its rung, whether it is audited or not. */
class LinkCountersTest {

  private Stages job;

  @AfterEach
  void close() {
    job.close();
  }

  private void assertLinks(String rung, int learned, int moved, int refused) {
    String stage = "identity-" + rung;
    assertThat(job.counted(stage, "linksLearned")).as("learned").isEqualTo(learned);
    assertThat(job.counted(stage, "linksMoved")).as("moved").isEqualTo(moved);
    assertThat(job.counted(stage, "linksRefused")).as("refused").isEqualTo(refused);
  }

  @Test
  void anIdentifierIsLearnedOnce() throws Exception {
    job = Stages.with();
    job.take(
        identify()
            .device("d")
            .user("ann")
            .trait("email", "ann@shop.sg")
            .trait("phone", "+6591234567")
            .at(5),
        track("Read").device("d").user("ann").at(6),
        track("Looked").device("d").user("ann").at(4),
        track("Bought").device("d").at(7));
    assertLinks("device", 1, 0, 0);
    assertLinks("phone", 1, 0, 0);
    assertLinks("email", 1, 0, 0);
    assertThat(job.counted("identity-device", "stitched")).isEqualTo(1);
  }

  @Test
  void anotherUserMovesItInWhateverOrder() throws Exception {
    job = Stages.with();
    job.take(
        track("Signed In").device("d").user("ann").at(5),
        track("Signed In").device("d").user("bob").at(6),
        track("Signed In").device("d").user("zoe").at(4));
    assertLinks("device", 1, 2, 0);
  }

  @Test
  void anAliasMovesIt() throws Exception {
    job = Stages.with();
    job.take(track("Read").device("d").user("old").at(1), alias("d").device("d").user("new").at(2));
    assertLinks("device", 1, 1, 0);
  }

  @Test
  void aSharedDevicesLinkIsRefusedAlsoIfTheEventIsSent() throws Exception {
    job = Stages.with();
    for (int i = 1; i <= 4; i++) {
      job.take(track("Signed In").device("kiosk").user("u" + i).at(i));
    }
    job.take(
        track("Read").device("kiosk").at(5),
        identify().device("kiosk").trait("email", "new@shop.sg").at(6));
    assertLinks("device", 1, 3, 2);
  }

  @Test
  void withoutStitchingADeviceOfSomebodyElseIsRefused() throws Exception {
    job = Stages.with("identity.stitching=off");
    job.take(
        track("Signed In").device("d").user("ann").at(1),
        track("Signed In").device("d").user("bob").at(3),
        track("Bought").device("d").at(4));
    assertLinks("device", 1, 1, 1);
  }

  @Test
  void conflictsAndIdentifiersOverTheLimitAreTwoCounters() throws Exception {
    job = Stages.with("identity.max-identifiers=3");
    job.take(track("Signed In").device("of-bob").user("bob").at(1));
    for (int i = 1; i <= 4; i++) {
      job.take(track("Signed In").device("d" + i).user("ann").at(i));
    }
    job.take(track("Signed In").device("of-bob").user("ann").at(9));
    assertThat(job.counted("profile", "conflicts")).isEqualTo(1);
    assertThat(job.counted("profile", "identifiersOverLimit")).isEqualTo(1);
  }
}
