package io.segmentinsider.tools.console.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * What a call of the interface asks for.
 *
 * @param body a JSON object; an empty one if the call has none
 */
public record Request(JsonNode body) {

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(100).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A call without a body. */
  static Request empty() {
    return new Request(JSON.createObjectNode());
  }

  /**
   * Reads a body.
   *
   * @throws RefusedException if it is no JSON object
   */
  static Request of(byte[] body) throws RefusedException {
    try {
      JsonNode read = JSON.readTree(body);
      if (read instanceof ObjectNode) {
        return new Request(read);
      }
    } catch (JsonProcessingException e) {
      throw new RefusedException(400, "the body is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new RefusedException(400, "the body can't be read");
    }
    throw new RefusedException(400, "the body must be a JSON object");
  }

  /** A text; null if it is not there or blank. */
  @Nullable
  public String text(String member) throws RefusedException {
    JsonNode value = body.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new RefusedException(400, member + " must be a text");
    }
    return value.textValue().isBlank() ? null : value.textValue();
  }

  /** A text that must be there. */
  public String required(String member) throws RefusedException {
    String text = text(member);
    if (text == null) {
      throw new RefusedException(400, member + " is missing");
    }
    return text;
  }

  /** A whole number within bounds. */
  public long number(String member, long otherwise, long min, long max) throws RefusedException {
    JsonNode value = body.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new RefusedException(400, member + " must be a whole number");
    }
    if (value.longValue() < min || value.longValue() > max) {
      throw new RefusedException(400, member + " must be from " + min + " to " + max);
    }
    return value.longValue();
  }

  /** A whole number from 0 on; null if it is not there. */
  @Nullable
  public Long number(String member) throws RefusedException {
    return body.hasNonNull(member) ? number(member, 0, 0, Long.MAX_VALUE) : null;
  }

  /** Yes or no; no if it is not there. */
  public boolean flag(String member) throws RefusedException {
    JsonNode value = body.path(member);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw new RefusedException(400, member + " must be true or false");
    }
    return value.asBoolean();
  }

  /** A time such as 2026-05-01T00:00:00Z; null if it is not there. */
  @Nullable
  public Instant time(String member) throws RefusedException {
    String text = text(member);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new RefusedException(400, member + " must be a time such as 2026-05-01T00:00:00Z");
    }
  }

  /** Leaves out the body, which may hold personal data. */
  @Override
  public String toString() {
    return "Request";
  }
}
