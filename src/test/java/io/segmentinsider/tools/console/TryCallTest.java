package io.segmentinsider.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the page Try is told. */
class TryCallTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENT =
      "{\"type\":\"identify\",\"userId\":\"u1\",\"messageId\":\"m1\","
          + "\"traits\":{\"plan\":\"pro\",\"email\":\"nonsense\"}}";
  private static final String MAPPING =
      """
      [
        {
          "name": "Plan",
          "action": "insiderUser",
          "trigger": "type = \\"identify\\"",
          "mapping": {
            "identifiers": {"uuid": {"@path": "$.userId"}},
            "attributes": {"custom": {"tier": {"@path": "$.traits.plan"}}}
          }
        }
      ]
      """;

  private static final String USE = "{\"use\": \"tier\"}";

  private final Mappings mappings = new Mappings(TestJob.settings());

  private JsonNode ask(String events, String mapping, boolean send)
      throws RefusedException, IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("events", events).put("send", send);
    if (mapping != null) {
      body.put("mapping", mapping);
    }
    return JSON.valueToTree(
        new TryCall(mappings, new ThrowawaySandbox()).answer(new Request(body)));
  }

  @Test
  void anEventIsExplained() throws Exception {
    JsonNode result = ask(EVENT, null, false).path("results").path(0);
    assertThat(result.path("event").path("text").asText()).isEqualTo(EVENT);
    assertThat(result.path("differs").asBoolean()).isFalse();
    JsonNode update = result.path("result").path("updates").path(0);
    assertThat(update.path("user").path("identifiers").path("uuid").asText()).isEqualTo("u1");
    assertThat(result.path("result").path("explain").size()).isGreaterThan(1);
    assertThat(result.path("result").path("repairs").path(0).path("kind").asText())
        .isEqualTo("identifier-malformed");
  }

  @Test
  void listsBatchesAndLinesAreRead() throws Exception {
    assertThat(ask("[" + EVENT + "," + EVENT + "]", null, false).path("results")).hasSize(2);
    assertThat(ask(EVENT + "\n" + EVENT, null, false).path("results")).hasSize(2);
    assertThat(
            ask(
                    JSON.readTree(EVENT).toPrettyString() + JSON.readTree(EVENT).toPrettyString(),
                    null,
                    false)
                .path("results"))
        .hasSize(2);
  }

  @Test
  void anEditedMappingIsComparedWithTheDeployedOne() throws Exception {
    JsonNode result = ask(EVENT, MAPPING, false).path("results").path(0);
    assertThat(result.path("differs").asBoolean()).isTrue();
    assertThat(result.path("result").toString()).contains("\"tier\":\"pro\"");
    assertThat(result.path("before").toString()).contains("\"plan\":\"pro\"");
  }

  @Test
  void aFaultHasItsPlace() throws Exception {
    JsonNode fault = ask(EVENT, MAPPING.replace("type = ", "type ="), false).path("fault");
    assertThat(fault.isMissingNode()).isTrue();
    fault = ask(EVENT, MAPPING.replace("insiderUser", "nobody"), false).path("fault");
    assertThat(fault.path("line").asInt()).isEqualTo(4);
    assertThat(fault.path("message").asText()).contains("/0/action");
    fault =
        ask(EVENT, MAPPING.replace("\"name\": \"Plan\",", "\"name\": \"Plan\""), false)
            .path("fault");
    assertThat(fault.path("line").asInt()).isEqualTo(4);
    assertThat(fault.path("message").asText()).contains("not JSON");
  }

  @Test
  void aFaultInABlockHasThePlaceInTheBlock() throws Exception {
    String shared =
        """
        {
          "blocks": {
            "tier": {"custom": {"tier": {"@path": "$.traits.plan"}}}
          },
          "mappings": %s
        }
        """
            .formatted(
                MAPPING.replace("{\"custom\": {\"tier\": {\"@path\": \"$.traits.plan\"}}}", USE));
    assertThat(ask(EVENT, shared, false).path("results").path(0).path("result"))
        .isEqualTo(ask(EVENT, MAPPING, false).path("results").path(0).path("result"));
    JsonNode fault =
        ask(EVENT, shared.replace("@path\": \"$.traits", "@pth\": \""), false).path("fault");
    assertThat(fault.path("line").asInt()).isEqualTo(3);
    assertThat(fault.path("message").asText()).startsWith("/blocks/tier/custom/tier");
  }

  @Test
  void whatIsNoEventIsSaid() throws Exception {
    assertThat(ask("hello", null, false).path("unreadable").asText()).contains("no JSON");
    JsonNode refused = ask("{\"type\":\"purchase\"}", null, false).path("results").path(0);
    assertThat(refused.path("result").path("deadLetters").path(0).path("reason").asText())
        .isEqualTo("unknown-type");
  }

  @Test
  void aSandboxOfItsOwnIsAsked() throws Exception {
    JsonNode insider = ask(EVENT, null, true).path("insider");
    assertThat(insider.path("status").asInt()).isEqualTo(200);
    assertThat(insider.path("answer").toString()).contains("successful");
    assertThat(ask("{\"type\":\"purchase\"}", null, true).path("insider").isNull()).isTrue();
  }

  @Test
  void whatIsTriedBecomesACaseThatPasses() throws Exception {
    for (String mapping : new String[] {null, MAPPING}) {
      ObjectNode body =
          JSON.createObjectNode()
              .put("event", EVENT)
              .put("name", mapping == null ? "Identify" : "Plan");
      if (mapping != null) {
        body.put("mapping", mapping);
      }
      JsonNode saved = JSON.valueToTree(new CaseCall(mappings).answer(new Request(body)));
      assertThat(saved.path("passed").asBoolean()).isTrue();
      JsonNode line = JSON.readTree(saved.path("text").asText());
      assertThat(line.path("expect").path("request").path("users").size()).isEqualTo(1);
    }
  }

  @Test
  void theGalleryIsThere() throws Exception {
    JsonNode events =
        JSON.valueToTree(new GalleryCall().answer(new Request(JSON.createObjectNode())));
    assertThat(events.size()).isGreaterThan(50);
    for (JsonNode event : events) {
      assertThat(ask(event.path("event").toString(), null, false).path("results"))
          .as(event.path("title").asText())
          .isNotEmpty();
    }
  }
}
