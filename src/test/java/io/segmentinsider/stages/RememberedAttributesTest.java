package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of a person's attributes decides what Insider holds in the end. */
class RememberedAttributesTest {

  private static List<String> linesOf(String file) throws IOException {
    try (InputStream in = RememberedAttributesTest.class.getResourceAsStream("/cases/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void ofTwoChangesInOneSecondTheOneWrittenLaterStays() throws Exception {
    try (Stages job = Stages.with()) {
      for (String line : linesOf("i03-two-in-one-second.ndjson")) {
        job.take(line);
      }
      for (Person person : job.people()) {
        assertThat(person.attribute("plan")).isEqualTo("new");
        assertThat(person.attribute("email_optin")).isEqualTo("false");
      }
      assertThat(job.people()).hasSize(4);
    }
  }

  /** More names than 16 bits can count, in events of 2,000. */
  @Test
  void aUserOfAnyNumberOfTraitNamesStopsNothing() throws Exception {
    try (Stages job = Stages.with("profile.max-attributes=100")) {
      for (int event = 0; event < 34; event++) {
        TestEvent traits = identify().user("wide").at(event);
        StringBuilder json = new StringBuilder(traits.json());
        json.setLength(json.length() - 1);
        json.append(",\"traits\":{\"email_optin\":true");
        for (int i = 0; i < 1_000; i++) {
          json.append(",\"t").append(event * 1_000 + i).append("\":1");
        }
        job.take(json.append("}}").toString());
      }
      job.take(identify().user("wide").at(40).trait("t0", 1).trait("email_optin", true));
      assertThat(job.lastReceipt().status().code()).isEqualTo("unchanged");
      assertThat(job.counted("profile", "attributesOverLimit")).isEqualTo(34 * 1_000 - 99);
      job.take(identify().user("other").trait("plan", "pro"));
      assertThat(job.user("other").attribute("plan")).isEqualTo("pro");
    }
  }

  private static long calls(Stages job, String path) {
    return job.requests().stream().filter(request -> request.startsWith(path)).count();
  }

  @Test
  void aNullTraitRemovesTheValueOnceAndAnOlderOneDoesNotComeBack() throws Exception {
    try (Stages job = Stages.with("mapping.nulls=clear")) {
      for (String line : linesOf("m02-null-clears.ndjson")) {
        job.take(line);
      }
      Person person = job.user("u-1");
      assertThat(person.attribute("plan")).isNull();
      assertThat(person.attribute("vip")).isNull();
      assertThat(person.attribute("city")).isEqualTo("Porto");
      assertThat(person.attribute("seats")).isEqualTo("3");
      assertThat(calls(job, "/api/user/v1/attribute/delete")).isEqualTo(1);
      job.take(
          "{\"type\":\"identify\",\"messageId\":\"late\",\"timestamp\":\"2026-10-31T10:00:00Z\","
              + "\"userId\":\"u-1\",\"traits\":{\"plan\":\"older\"}}");
      assertThat(job.user("u-1").attribute("plan")).isNull();
      assertThat(job.deadLetters()).isEmpty();
      assertThat(job.receipts().stream().map(receipt -> receipt.status().code()))
          .containsExactly("delivered", "delivered", "delivered", "unchanged");
    }
  }

  @Test
  void aNullTraitIsIgnoredAndNoDeadLetterUnlessItShallCount() throws Exception {
    try (Stages job = Stages.with()) {
      for (String line : linesOf("m02-null-clears.ndjson")) {
        job.take(line);
      }
      Person person = job.user("u-1");
      assertThat(person.attribute("plan")).isEqualTo("pro");
      assertThat(person.attribute("vip")).isEqualTo("true");
      assertThat(person.attribute("seats")).isEqualTo("3");
      assertThat(job.deadLetters()).isEmpty();
      assertThat(job.receipts().get(1).reason()).isEqualTo("null-traits");
      assertThat(job.receipts()).hasSize(3);
    }
  }

  @Test
  void aPersonOfWhomOnlyNullsAreKnownIsStillTaughtTheDevice() throws Exception {
    try (Stages job = Stages.with("mapping.nulls=clear")) {
      job.take(identify().user("ann").device("phone").trait("plan", null));
      assertThat(job.user("ann").hasDevice("phone")).isTrue();
      assertThat(calls(job, "/api/user/v1/attribute/delete")).isEqualTo(1);
      job.take(identify().user("ann").device("tablet").trait("plan", null).at(1));
      assertThat(job.user("ann").hasDevice("tablet")).isTrue();
      assertThat(calls(job, "/api/user/v1/attribute/delete")).isEqualTo(1);
    }
  }

  @Test
  void theLanguageOfADeviceOverridesNoneThatThePersonChose() throws Exception {
    try (Stages job = Stages.with()) {
      for (String line : linesOf("m24-language-of-the-device.ndjson")) {
        job.take(line);
      }
      Person person = job.user("u-1");
      assertThat(person.attribute("language")).isEqualTo("tr");
      assertThat(person.profile().at("/events/0/event_params/locale").asText()).isEqualTo("en_US");
    }
  }

  @Test
  void aChosenLanguageTakesThePlaceOfADevicesHoweverOldItIs() throws Exception {
    try (Stages job = Stages.with()) {
      TestEvent device = track("Read").user("ann").with("context", Map.of("locale", "en-US"));
      job.take(device.at(10));
      assertThat(job.user("ann").attribute("language")).isEqualTo("en_US");
      job.take(device.with("context", Map.of("locale", "fr-FR")).at(11));
      assertThat(job.user("ann").attribute("language")).isEqualTo("fr_FR");
      job.take(identify().user("ann").trait("language", "tr").at(1));
      assertThat(job.user("ann").attribute("language")).isEqualTo("tr");
      job.take(device.at(20));
      job.take(
          identify()
              .user("ann")
              .trait("plan", "pro")
              .with("context", Map.of("locale", "de"))
              .at(30));
      assertThat(job.user("ann").attribute("language")).isEqualTo("tr");
      job.take(identify().user("ann").trait("locale", "it-IT").at(31));
      assertThat(job.user("ann").attribute("language")).isEqualTo("it_IT");
    }
  }

  @Test
  void whatIsKnownOfAGroupEndsWithIt() throws Exception {
    try (Stages job = Stages.with()) {
      for (String line : linesOf("m33-group-of-two.ndjson")) {
        job.take(line);
      }
      Person person = job.user("u-1");
      assertThat(person.attribute("group_id")).isEqualTo("g-2");
      assertThat(person.attribute("group_name")).isEqualTo("Beta");
      assertThat(person.attribute("group_plan")).isNull();
      assertThat(job.deadLetters()).isEmpty();
    }
  }

  private static TestEvent group(String id) {
    return TestEvent.ofType("group").user("ann").with("groupId", id);
  }

  @Test
  void aLateCallOfAnEarlierGroupLeavesTheNewOneAsItIs() throws Exception {
    try (Stages job = Stages.with()) {
      job.take(group("g-1").trait("name", "Acme").trait("plan", "pro").at(1));
      job.take(group("g-2").trait("name", "Beta").at(5));
      job.take(group("g-1").trait("name", "Acme").trait("size", 9).at(3));
      Person person = job.user("ann");
      assertThat(person.attribute("group_id")).isEqualTo("g-2");
      assertThat(person.attribute("group_name")).isEqualTo("Beta");
      assertThat(person.attribute("group_plan")).isNull();
      assertThat(person.attribute("group_size")).isNull();
      assertThat(job.lastReceipt().status().code()).isEqualTo("unchanged");
      job.take(group("g-2").trait("size", 4).at(4));
      assertThat(job.user("ann").attribute("group_size")).isEqualTo("4");
      assertThat(job.user("ann").attribute("group_name")).isEqualTo("Beta");
    }
  }

  @Test
  void aGroupWithoutTraitsEndsThoseOfTheOneBefore() throws Exception {
    try (Stages job = Stages.with()) {
      job.take(group("g-1").trait("name", "Acme").trait("plan", "pro").at(1));
      job.take(identify().user("ann").trait("seats", 3).at(2));
      job.take(group("g-2").at(5));
      Person person = job.user("ann");
      assertThat(person.attribute("group_id")).isEqualTo("g-2");
      assertThat(person.attribute("group_name")).isNull();
      assertThat(person.attribute("group_plan")).isNull();
      assertThat(person.attribute("seats")).isEqualTo("3");
      assertThat(calls(job, "/api/user/v1/attribute/delete")).isEqualTo(1);
      job.take(group("g-1").trait("plan", "basic").at(6));
      assertThat(job.user("ann").attribute("group_plan")).isEqualTo("basic");
      assertThat(calls(job, "/api/user/v1/attribute/delete")).isEqualTo(1);
    }
  }
}
