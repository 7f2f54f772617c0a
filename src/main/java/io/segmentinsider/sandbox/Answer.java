package io.segmentinsider.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the sandbox answers.
 *
 * @param status the HTTP status
 * @param body never modified
 * @param headers besides those that every answer has
 */
record Answer(int status, byte[] body, Map<String, String> headers) {

  static Answer json(int status, String body) {
    return new Answer(
        status, body.getBytes(StandardCharsets.UTF_8), Map.of("content-type", "application/json"));
  }

  static Answer json(int status, byte[] body) {
    return new Answer(status, body, Map.of("content-type", "application/json"));
  }

  static Answer empty(int status) {
    return new Answer(status, new byte[0], Map.of());
  }
}
