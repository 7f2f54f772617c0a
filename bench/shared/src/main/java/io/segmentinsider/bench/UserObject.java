package io.segmentinsider.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** A request as it is written in an afternoon: one event of one user. For one thread. */
public final class UserObject {

  private final ObjectMapper json = new ObjectMapper();

  /** The body of an upsert with one event; null for what is no event with an id. */
  public byte[] body(byte[] event) throws IOException {
    JsonNode node;
    try {
      node = json.readTree(event);
    } catch (IOException e) {
      return null;
    }
    String user = node == null ? null : node.path("userId").textValue();
    String device = node == null ? null : node.path("anonymousId").textValue();
    if (user == null && device == null) {
      return null;
    }
    ObjectNode root = json.createObjectNode();
    ObjectNode object = root.putArray("users").addObject();
    ObjectNode identifiers = object.putObject("identifiers");
    if (user != null) {
      identifiers.put("uuid", user);
    } else {
      identifiers.putObject("custom").put("segment_anonymous_id", device);
    }
    ObjectNode entry = object.putArray("events").addObject();
    entry.put(
        "event_name",
        node.path("event").asText(node.path("type").asText()).toLowerCase(Locale.ROOT));
    entry.put("timestamp", node.path("timestamp").asText());
    ObjectNode parameters = entry.putObject("event_params").putObject("custom");
    for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
      if (property.getValue().isValueNode()) {
        parameters.set(property.getKey().toLowerCase(Locale.ROOT), property.getValue());
      }
    }
    return json.writeValueAsBytes(root);
  }
}
