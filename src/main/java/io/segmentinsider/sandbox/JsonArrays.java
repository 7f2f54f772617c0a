package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** What happens to array attributes. A value stands in one once, so that a repeat adds nothing. */
final class JsonArrays {

  /** Whether a value is an array. */
  static boolean isArray(byte[] value) {
    return value.length > 0 && value[0] == '[';
  }

  /** The values of the older array, then those of the newer one that it lacks. */
  byte[] joined(byte[] older, byte[] newer) {
    Set<JsonNode> elements = new LinkedHashSet<>();
    read(older).forEach(elements::add);
    read(newer).forEach(elements::add);
    return write(elements);
  }

  /** The values of an array without some of them. */
  byte[] without(byte[] array, JsonNode removed) {
    Set<JsonNode> elements = new LinkedHashSet<>();
    read(array).forEach(elements::add);
    removed.forEach(elements::remove);
    return write(elements);
  }

  private JsonNode read(byte[] value) {
    try {
      return SandboxJson.MAPPER.readTree(value);
    } catch (IOException e) {
      throw new IllegalStateException("a value that was read once cannot be read again", e);
    }
  }

  private byte[] write(Set<JsonNode> elements) {
    ArrayNode array = SandboxJson.MAPPER.createArrayNode();
    array.addAll(elements);
    try {
      return SandboxJson.MAPPER.writeValueAsBytes(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an array of values cannot be written", e);
    }
  }
}
