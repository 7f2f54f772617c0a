package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers of the account's own, added to a mapping as the page on mappings says. */
class OwnIdentifiersTest {

  private static final String GUIDE =
      """
      [{"name": "Who", "action": "insiderUser", "trigger": "type = \\"identify\\"",
        "mapping": {
          "identifiers": {
            "uuid": {"@path": "$.userId"},
            "segment_anonymous_id": {"@path": "%s"},
            "custom": {"%s": {"@path": "$.traits.card"}}
          },
          "attributes": {"unmapped": {"@path": "$.traits"}}}},
       {"name": "What", "action": "insiderEvent", "trigger": "type = \\"track\\"",
        "mapping": {
          "identifiers": {
            "uuid": {"@path": "$.userId"},
            "segment_anonymous_id": {"@path": "%1$s"},
            "custom": {"%2$s": {"@path": "$.properties.card"}}
          },
          "event_name": {"@path": "$.event"}}}]
      """;

  private static final String SEGMENTS =
      """
      [{"name": "Who", "action": "updateUserProfile", "trigger": "type = \\"identify\\"",
        "mapping": {
          "uuid": {"@path": "$.userId"},
          "segment_anonymous_id": {"@path": "%s"},
          "custom_identifiers": {"%s": {"@path": "$.traits.card"}},
          "age": {"@path": "$.traits.age"},
          "append_arrays": false}}]
      """;

  @TempDir private Path folder;
  private Stages job;

  @BeforeEach
  void none() {
    job = null;
  }

  @AfterEach
  void nobodyIsMerged() throws Exception {
    if (job != null) {
      assertThat(job.uuidMerges()).isZero();
      job.close();
    }
  }

  private void start(String mapping, String device, String name, String... options)
      throws Exception {
    String[] all = new String[options.length + 1];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = "mapping.file=" + file(mapping.formatted(device, name));
    job = Stages.with(all);
  }

  private Path file(String mapping) throws IOException {
    return Files.writeString(folder.resolve("mapping.json"), mapping);
  }

  /** The first week's story: without a rung Insider made one person of two. */
  @ParameterizedTest
  @CsvSource({"loyalty_id", "phone", "device", "email_hash", "custom-x", "Card No"})
  void aCardThatTwoPeopleShowBelongsToTheFirst(String name) throws Exception {
    start(GUIDE, "$.anonymousId", name);
    job.take(
        identify().user("ann").trait("card", "C-1").trait("plan", "x").at(1),
        identify().user("bob").trait("card", "C-1").trait("plan", "y").at(2));
    assertThat(job.people()).hasSize(2);
    assertThat(job.user("ann").has(name, "C-1")).isTrue();
    assertThat(job.user("bob").has(name, "C-1")).isFalse();
  }

  @Test
  void theSameHoldsForSegmentsActions() throws Exception {
    start(SEGMENTS, "$.anonymousId", "loyalty_id");
    job.take(
        identify().user("ann").trait("card", "C-1").trait("age", 30).at(1),
        identify().user("bob").trait("card", "C-1").trait("age", 40).at(2));
    assertThat(job.people()).hasSize(2);
    assertThat(job.user("ann").has("loyalty_id", "C-1")).isTrue();
    assertThat(job.user("bob").has("loyalty_id", "C-1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C-1\u00A0", " C-1", "\u200BC-1", "C\u00AD-1"})
  void aCardIsOneInAnySpelling(String spelling) throws Exception {
    start(GUIDE, "$.anonymousId", "loyalty_id");
    job.take(
        identify().user("ann").trait("card", "C-1").trait("plan", "x").at(1),
        track("Bought").property("card", spelling).at(2),
        identify().user("bob").trait("card", spelling).trait("plan", "y").at(3));
    assertThat(job.people()).hasSize(2);
    assertThat(job.user("bob").has("loyalty_id", "C-1")).isFalse();
    assertThat(job.user("ann").events()).containsExactly("bought");
  }

  @Test
  void aCardIsANumberWithAllItsDigits() throws Exception {
    start(GUIDE, "$.anonymousId", "loyalty_id");
    job.take(
        identify().user("ann").trait("card", 720982911946154508L).trait("plan", "x").at(1),
        identify().user("bob").trait("card", 720982911946154509L).trait("plan", "y").at(2));
    assertThat(job.user("ann").has("loyalty_id", "720982911946154508")).isTrue();
    assertThat(job.user("bob").has("loyalty_id", "720982911946154509")).isTrue();
  }

  @Test
  void aCardThatNobodyHasIsNone() throws Exception {
    start(GUIDE, "$.anonymousId", "loyalty_id");
    job.take(
        identify().user("ann").trait("card", "N/A").trait("plan", "x").at(1),
        identify().user("bob").trait("card", "'null'").trait("plan", "y").at(2));
    assertThat(job.people())
        .hasSize(2)
        .noneMatch(person -> person.has("loyalty_id", "N/A") || person.has("loyalty_id", "'null'"));
  }

  /** A device that is not Segment's anonymous id has the same rights. */
  @ParameterizedTest
  @ValueSource(strings = {"$.context.device.id", "$.traits.installation"})
  void aDeviceFromAnotherPlaceIsClaimedOnce(String path) throws Exception {
    start(GUIDE, path, "loyalty_id");
    TestEvent atHome =
        identify()
            .with("context", Map.of("device", Map.of("id", "T-1")))
            .trait("installation", "T-1");
    job.take(
        atHome.device("a-1").user("ann").trait("plan", "x").at(1),
        atHome.device("a-2").user("bob").trait("plan", "y").at(2));
    assertThat(job.people()).hasSize(2);
    assertThat(job.user("ann").hasDevice("T-1")).isTrue();
    assertThat(job.user("bob").hasDevice("T-1")).isFalse();
    assertThat(job.people()).noneMatch(person -> person.hasDevice("a-1"));
  }

  @Test
  void aDeviceFromAnotherPlaceIsStitchedAndItsRepeatsEnd() throws Exception {
    start(GUIDE, "$.context.device.id", "loyalty_id");
    TestEvent read =
        track("Read").with("context", Map.of("device", Map.of("id", "T-1"))).device("a-3").at(3);
    job.take(read.user("ann").at(1), read, read);
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("ann").events()).containsExactly("read", "read");
    assertThat(job.receipts()).hasSize(3);
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.REPEAT);
  }

  @Test
  void aSecondRungTakesTheStateOfTheFirstMappingWithIt() throws Exception {
    start(GUIDE, "$.anonymousId", "loyalty_id");
    job.take(identify().user("ann").trait("card", "C-1").trait("plan", "x").at(1));
    var state = job.canonicalSavepoint();
    job.close();
    String both =
        GUIDE
            .formatted("$.anonymousId", "loyalty_id")
            .replace("\"custom\": {", "\"custom\": {\"club\": {\"@path\": \"$.traits.club\"}, ");
    job = Stages.restored(state, "mapping.file=" + file(both));
    job.take(
        identify().user("bob").trait("card", "C-1").trait("club", "K").trait("plan", "y").at(2));
    assertThat(job.user("bob").has("loyalty_id", "C-1")).isFalse();
    assertThat(job.user("bob").has("club", "K")).isTrue();
  }
}
