package io.segmentinsider.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggersCheckTest {

  private static final String OWN =
      """
      [
        {"name": "Login", "action": "insiderUser", "trigger": "type = \\"identify\\"",
         "mapping": {"identifiers": {"uuid": {"@path": "$.userId"}}}},
        {"name": "Large", "action": "insiderEvent",
         "trigger": "type = \\"track\\" and event = \\"Bought\\" and properties.total > 10",
         "mapping": {"identifiers": {"uuid": {"@path": "$.userId"}}, "event_name": "bought"}},
        {"name": "Never", "action": "insiderEvent",
         "trigger": "type = \\"track\\" and event = \\"Brought\\"",
         "mapping": {"identifiers": {"uuid": {"@path": "$.userId"}}, "event_name": "bought"}}
      ]
      """;

  @TempDir private Path directory;

  private static List<String> findings(Map<String, String> options, String... events) {
    JobSettings settings = TestSettings.with(options);
    TriggersCheck check =
        new TriggersCheck(settings, MapperFactory.of(settings.mapping()).mapper());
    for (int i = 0; i < events.length; i++) {
      check.add(
          new RawRecord(
              new SourcePosition("events", 0, i), 0, events[i].getBytes(StandardCharsets.UTF_8)));
    }
    return check.findings().stream()
        .map(finding -> finding.kind().word() + " " + finding.subject() + ": " + finding.text())
        .toList();
  }

  private List<String> own(String... events) throws IOException {
    Path file = Files.writeString(directory.resolve("own.json"), OWN);
    return findings(Map.of("mapping.file", file.toString()), events);
  }

  private static String track(String name, String total) {
    return "{\"type\":\"track\",\"event\":\""
        + name
        + "\",\"userId\":\"u\",\"properties\":{\"total\":"
        + total
        + "}}";
  }

  @Test
  void eachMappingSaysHowManyItTakesAndWhatNoneTakesIsNamed() throws IOException {
    assertThat(
            own(
                "{\"type\":\"identify\",\"userId\":\"u\"}",
                track("Bought", "20"),
                track("Bought", "30"),
                track("Looked\\u001b[31m", "1"),
                track("Looked\\u001b[31m", "2"),
                "{\"type\":\"page\",\"name\":\"Home\",\"userId\":\"u\"}"))
        .containsExactly(
            "ok triggers: of the last 6 events match: Large 2, Login 1",
            "warn triggers: none of the last 6 events matches Never. job/preview --explain says"
                + " why",
            "ok triggers: 3 of the last 6 events match no mapping, and are not sent: \"Looked[31m\""
                + " 2, page 1");
  }

  @Test
  void textWhereATriggerComparesWithANumberIsNamed() throws IOException {
    assertThat(own(track("Bought", "\"98.50\"")))
        .contains(
            "warn triggers: none of the last 1 events matches Login, Large, Never. job/preview"
                + " --explain says why",
            "warn triggers: 1 of the last 1 events match no mapping, and are not sent: \"Bought\" 1",
            "warn triggers: trigger properties.total > 10 of Large never holds for 1 event of"
                + " these: it compares with a number, and they have text there. at_least reads"
                + " both");
  }

  @Test
  void whatIsNoEventIsNamed() throws IOException {
    assertThat(own("{", "[]", "{\"type\":\"identify\",\"userId\":\"u\"}"))
        .first()
        .asString()
        .startsWith("warn records: 2 of the last 3 are no events, and end as dead letters: ");
  }

  /** A preset has mappings for what a shop may not send. */
  @Test
  void aPresetMayHaveMappingsThatNothingMatches() {
    assertThat(findings(Map.of(), "{\"type\":\"identify\",\"userId\":\"u\"}"))
        .allMatch(finding -> finding.startsWith("ok triggers: "))
        .hasSize(2);
  }

  @Test
  void withoutEventsNothingIsSaid() throws IOException {
    assertThat(own()).isEmpty();
  }
}
