package io.segmentinsider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers the call that reads one profile back (docs/insider-api.md#reading-a-profile). For one
 * thread.
 */
final class ProfileReader {

  private static final String CUSTOM_PREFIX = "c_";
  private static final int QUOTA = 1_000;

  private int used;

  HttpAnswer answer(JsonNode request, KeptProfile profile) {
    ObjectNode answer = SandboxJson.MAPPER.createObjectNode();
    if (request.has("attributes")) {
      answer.set("attributes", attributes(request.get("attributes"), profile.attributes()));
    }
    if (request.has("events")) {
      answer.set("events", events(request.get("events"), profile.events()));
    }
    used++;
    if (request.path("quota").asBoolean()) {
      answer.putObject("quota").put("cost", 1).put("used", used).put("total", QUOTA);
    }
    return HttpAnswer.json(200, answer.toString());
  }

  private ObjectNode attributes(JsonNode wanted, NamedValues attributes) {
    Map<String, JsonNode> byName = new HashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      Name name = attributes.name(i);
      byName.put((name.custom() ? CUSTOM_PREFIX : "") + name.text(), tree(attributes.value(i)));
    }
    ObjectNode found = SandboxJson.MAPPER.createObjectNode();
    for (JsonNode name : wanted) {
      if (byName.containsKey(name.asText())) {
        found.set(name.asText(), byName.get(name.asText()));
      }
    }
    return found;
  }

  private ObjectNode events(JsonNode query, EventSet events) {
    long start = query.path("start_date").asLong(Long.MIN_VALUE);
    long end = query.path("end_date").asLong(Long.MAX_VALUE);
    ObjectNode found = SandboxJson.MAPPER.createObjectNode();
    for (byte[] bytes : events.json()) {
      JsonNode event = tree(bytes);
      long second = OffsetDateTime.parse(event.path("timestamp").asText()).toEpochSecond();
      for (JsonNode wanted : query.path("wanted")) {
        String name = wanted.path("event_name").asText();
        if (second >= start && second <= end && name.equals(event.path("event_name").asText())) {
          found.withArrayProperty(name).add(parameters(wanted.path("params"), event));
        }
      }
    }
    return found;
  }

  private ObjectNode parameters(JsonNode wanted, JsonNode event) {
    ObjectNode found = SandboxJson.MAPPER.createObjectNode();
    JsonNode parameters = event.path("event_params");
    for (JsonNode name : wanted) {
      String text = name.asText();
      JsonNode value =
          text.startsWith(CUSTOM_PREFIX)
              ? parameters.path("custom").path(text.substring(CUSTOM_PREFIX.length()))
              : parameters.path(text);
      if (text.equals("timestamp")) {
        found.set("created_date", event.path("timestamp"));
      } else if (!value.isMissingNode()) {
        found.set(text, value);
      }
    }
    return found;
  }

  private JsonNode tree(byte[] json) {
    try {
      return SandboxJson.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException("a value that was read once cannot be read again", e);
    }
  }
}
