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
record HttpAnswer(int status, byte[] body, Map<String, String> headers) {

  static HttpAnswer json(int status, String body) {
    return new HttpAnswer(
        status, body.getBytes(StandardCharsets.UTF_8), Map.of("content-type", "application/json"));
  }

  static HttpAnswer json(int status, byte[] body) {
    return new HttpAnswer(status, body, Map.of("content-type", "application/json"));
  }

  static HttpAnswer empty(int status) {
    return new HttpAnswer(status, new byte[0], Map.of());
  }
}
