package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.compatibility.action.ActionMapping;
import io.segmentinsider.compatibility.action.SegmentActions;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SegmentActionsPresetTest {

  private static final MappingText PRESET = MappingText.preset("segment-actions");

  private final Mapper mapper = Mapper.of(PRESET, Mapped.SETTINGS);

  private Mapped map(String event) {
    return Mapped.by(mapper, event.replace('\'', '"'));
  }

  @Test
  void theUserObjectThatIsSentIsTheOneThatTheActionBuilds() throws Exception {
    Map<String, ActionMapping> actions = new HashMap<>();
    for (MappingEntry entry : MappingFile.read(PRESET).entries()) {
      actions.put(
          entry.name(),
          ActionMapping.compile(SegmentActions.load().get(entry.action()), entry.mapping()));
    }
    int compared = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(day(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonObject event = event(line);
        if (event != null) {
          for (Update update : mapper.map(Mapped.event(event, 0)).updates()) {
            byte[] sent = UserObjectWriter.write(update, update.data().decode());
            assertThat(new JsonReader().read(sent))
                .isEqualTo(actions.get(update.mappingName()).map(event).toJson());
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(20_000);
  }

  private static InputStream day() throws IOException {
    return new GZIPInputStream(
        SegmentActionsPresetTest.class.getResourceAsStream("/demo/segment-day.ndjson.gz"));
  }

  private static JsonObject event(String line) {
    try {
      return new JsonReader().read(line) instanceof JsonObject event
              && event.get("type") instanceof String
          ? event
          : null;
    } catch (JsonException e) {
      return null;
    }
  }

  @Test
  void aStrictFieldCostsTheEvent() {
    assertThat(map("{'type':'identify','userId':'u1','traits':{'age':'abc'}}").deadLetters())
        .singleElement()
        .asString()
        .startsWith("schema-mismatch update: ");
  }

  @Test
  void nobodysEventIsNotSent() {
    assertThat(map("{'type':'identify','traits':{'age':1}}").deadLetters())
        .singleElement()
        .asString()
        .startsWith("no-identifier update: ");
  }

  @Test
  void aValueThatIdentifiesNobodyIsNoIdentifier() {
    Mapped mapped =
        map("{'type':'identify','userId':'undefined','anonymousId':'a1','traits':{'age':1}}");
    assertThat(mapped.at("identifiers"))
        .isEqualTo(Mapped.parsed("{\"custom\":{\"segment_anonymous_id\":\"a1\"}}"));
    assertThat(mapped.repairs()).containsExactly("identifier-blocked identifiers.uuid");
  }

  @Test
  void anIdentifyWithoutTraitsTeachesALink() {
    assertThat(map("{'type':'identify','userId':'u1','anonymousId':'a1'}").update().operation())
        .isEqualTo(Operation.LINK);
  }

  @Test
  void pageScreenGroupAndAliasAreUnmatched() {
    for (String type : new String[] {"page", "screen", "group", "alias"}) {
      assertThat(map("{'type':'" + type + "','userId':'u1'}").result().unmatched()).isTrue();
    }
  }
}
