package io.segmentinsider.mapping.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.mapping.ParityFile;
import io.segmentinsider.mapping.language.InvalidMappingException;
import io.segmentinsider.mapping.language.MappingFailedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActionParityTest {

  private static final SegmentActions ACTIONS = SegmentActions.load();
  private static final Map<String, Object> PRESET = preset();

  private static Map<String, Object> preset() {
    Map<String, Object> mappings = new HashMap<>();
    try {
      String text = MappingText.preset(MappingText.SEGMENT_ACTIONS).json();
      for (Object entry : (JsonArray) new JsonReader().read(text)) {
        JsonObject mapping = (JsonObject) entry;
        mappings.put((String) mapping.get("action"), mapping.get("mapping"));
      }
    } catch (JsonException e) {
      throw new IllegalStateException(e);
    }
    return mappings;
  }

  static List<JsonObject> singles() {
    return ParityFile.cases("actions");
  }

  static List<JsonObject> batches() {
    return ParityFile.cases("actions-batch");
  }

  private static ActionMapping mapping(JsonObject parity) throws InvalidMappingException {
    String slug = (String) parity.get("action");
    Object mapping = parity.has("mapping") ? parity.get("mapping") : PRESET.get(slug);
    return ActionMapping.compile(ACTIONS.get(slug), mapping);
  }

  @ParameterizedTest
  @MethodSource("singles")
  void makesSegmentsRequestOfOneEvent(JsonObject parity) {
    JsonObject expected = (JsonObject) parity.get("expect");
    JsonObject request = null;
    try {
      UserObject user = mapping(parity).map((JsonObject) parity.get("event"));
      request = ActionMapping.request(List.of(user));
    } catch (InvalidMappingException | MappingFailedException | PayloadRejectedException e) {
      assertThat(expected.has("error")).as(e.getMessage()).isTrue();
    }
    if (expected.has("request")) {
      assertThat(canonical(request)).isEqualTo(canonical(expected.get("request")));
    } else if (!"engine".equals(expected.get("errorKind"))) {
      assertThat(request).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("batches")
  void makesSegmentsRequestOfSeveralEvents(JsonObject parity) {
    JsonObject expected = (JsonObject) parity.get("expect");
    List<JsonObject> events = new ArrayList<>();
    for (Object event : (JsonArray) parity.get("events")) {
      events.add((JsonObject) event);
    }
    try {
      ActionMapping.Batch batch = mapping(parity).map(events);
      Object request =
          batch.users().isEmpty() ? JsonNull.NULL : ActionMapping.request(batch.users());
      List<Long> rejected = new ArrayList<>();
      for (Object one : (JsonArray) expected.get("rejected")) {
        rejected.add((Long) ((JsonObject) one).get("index"));
      }
      assertThat(canonical(request)).isEqualTo(canonical(expected.get("request")));
      assertThat(batch.rejected().keySet().stream().map(Integer::longValue))
          .containsExactlyElementsOf(rejected);
    } catch (InvalidMappingException | MappingFailedException e) {
      assertThat(expected.has("error")).as(e.getMessage()).isTrue();
    }
  }

  private static String canonical(Object value) {
    return new String(JsonWriter.canonical(value), StandardCharsets.UTF_8);
  }
}
