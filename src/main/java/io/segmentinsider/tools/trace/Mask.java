package io.segmentinsider.tools.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Hides values and keeps what an operator needs to follow an event: names of members, the kinds of
 * values, how long texts are, and the words that are the job's or Segment's own.
 */
final class Mask {

  /** What an event says of itself and not of a person. */
  private static final Set<String> OF_EVENTS =
      Set.of(
          "type",
          "event",
          "messageId",
          "timestamp",
          "originalTimestamp",
          "sentAt",
          "receivedAt",
          "channel",
          "version");

  private static final Set<String> OF_UPDATES =
      Set.of("action", "operation", "suppressed", "request", "index", "status", "messageIds");

  private static final Set<String> OF_EVENT_ENTRIES = Set.of("event_name", "timestamp");

  /** What a dead letter holds of a person. */
  private static final Set<String> PERSONAL_IN_OUTCOMES =
      Set.of("original", "originalBase64", "update");

  private Mask() {}

  /** An event as it came. */
  static JsonNode event(JsonNode event) {
    return members(event, OF_EVENTS, Mask::all);
  }

  /** An update: what it is, and the user object around which hangs the rest. */
  static JsonNode update(JsonNode update) {
    return members(update, OF_UPDATES, Mask::user);
  }

  /** A receipt or dead letter: only what it quotes is personal. */
  static JsonNode outcome(JsonNode outcome) {
    if (!(outcome instanceof ObjectNode object)) {
      return all(outcome);
    }
    ObjectNode masked = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      JsonNode value = member.getValue();
      masked.set(
          member.getKey(), PERSONAL_IN_OUTCOMES.contains(member.getKey()) ? user(value) : value);
    }
    return masked;
  }

  private static JsonNode user(JsonNode user) {
    if (!(user instanceof ObjectNode object) || !object.path("events").isArray()) {
      return all(user);
    }
    ObjectNode masked = (ObjectNode) all(user);
    ArrayNode events = masked.putArray("events");
    object.path("events").forEach(entry -> events.add(members(entry, OF_EVENT_ENTRIES, Mask::all)));
    return masked;
  }

  private static JsonNode members(JsonNode node, Set<String> kept, UnaryOperator<JsonNode> rest) {
    if (!(node instanceof ObjectNode object)) {
      return all(node);
    }
    ObjectNode masked = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      boolean shown = kept.contains(member.getKey()) && !member.getValue().isObject();
      masked.set(member.getKey(), shown ? member.getValue() : rest.apply(member.getValue()));
    }
    return masked;
  }

  private static JsonNode all(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode masked = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        masked.set(member.getKey(), all(member.getValue()));
      }
      return masked;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode masked = JsonNodeFactory.instance.arrayNode();
      array.forEach(entry -> masked.add(all(entry)));
      return masked;
    }
    if (node.isTextual()) {
      return TextNode.valueOf("text of " + node.textValue().length());
    }
    return node.isNumber() ? TextNode.valueOf("number") : node;
  }
}
