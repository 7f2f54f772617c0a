package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An identifier of a profile.
 *
 * @param name default or custom
 * @param value its text, also of a number
 */
record Identity(Name name, String value) {

  /** The text of a JSON string or number. */
  static String text(byte[] json) {
    if (json[0] != '"') {
      return new String(json, StandardCharsets.UTF_8);
    }
    try {
      return SandboxJson.MAPPER.readTree(json).asText();
    } catch (IOException e) {
      throw new IllegalStateException("a value that was read once cannot be read again", e);
    }
  }

  /** Text as a JSON string. */
  static byte[] json(String text) {
    try {
      return SandboxJson.MAPPER.writeValueAsBytes(TextNode.valueOf(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text can always be written", e);
    }
  }
}
