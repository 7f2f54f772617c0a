package io.segmentinsider.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads bytes as one JSON value, in one streaming pass. */
public final class JsonReader {

  /** 2 to the power of 53: the integers up to it are exact as IEEE doubles. */
  private static final long MAX_EXACT_INTEGER = 1L << 53;

  /** The reader counts depth itself and bounds the stack with it. */
  private static final int HARD_MAX_DEPTH = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(HARD_MAX_DEPTH + 1)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(1000)
                  .build())
          .build();

  private final JsonParser parser;
  private final int maxDepth;

  private JsonReader(JsonParser parser, int maxDepth) {
    this.parser = parser;
    this.maxDepth = maxDepth;
  }

  /**
   * Reads one value.
   *
   * @param bytes UTF-8
   * @param maxDepth objects and arrays may nest this deep, 1000 at most
   * @throws JsonException if the bytes are not exactly one JSON value within the limit
   */
  public static Object read(byte[] bytes, int maxDepth) throws JsonException {
    if (startsLikeUtf16Or32(bytes)) {
      throw new JsonException(JsonException.Kind.INVALID_JSON, "not JSON in UTF-8");
    }
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      JsonReader reader = new JsonReader(parser, Math.min(maxDepth, HARD_MAX_DEPTH));
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonException(JsonException.Kind.INVALID_JSON, "no JSON value");
      }
      Object value = reader.value(first, 1);
      if (parser.nextToken() != null) {
        throw new JsonException(JsonException.Kind.INVALID_JSON, "more than one JSON value");
      }
      return value;
    } catch (IOException e) {
      throw failure(bytes, e);
    }
  }

  /** Jackson guesses these encodings; Segment's events are UTF-8 by contract. */
  private static boolean startsLikeUtf16Or32(byte[] bytes) {
    return bytes.length >= 2 && (bytes[0] == 0 || bytes[1] == 0);
  }

  private static JsonException failure(byte[] bytes, IOException e) {
    boolean encoding = e instanceof CharConversionException || !isUtf8(bytes);
    return encoding
        ? new JsonException(JsonException.Kind.INVALID_UTF8, "not UTF-8")
        : new JsonException(JsonException.Kind.INVALID_JSON, "not one JSON value");
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private Object value(JsonToken token, int depth) throws IOException, JsonException {
    return switch (token) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> number(parser.getDoubleValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new JsonException(JsonException.Kind.INVALID_JSON, "not one JSON value");
    };
  }

  private JsonObject object(int depth) throws IOException, JsonException {
    requireDepth(depth);
    JsonObject object = new JsonObject();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      object.put(name, value(parser.nextToken(), depth + 1));
    }
    return object;
  }

  private JsonArray array(int depth) throws IOException, JsonException {
    requireDepth(depth);
    JsonArray array = new JsonArray();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      array.add(value(next, depth + 1));
    }
    return array;
  }

  private void requireDepth(int depth) throws JsonException {
    if (depth > maxDepth) {
      throw new JsonException(
          JsonException.Kind.TOO_DEEP, "nested deeper than " + maxDepth + " objects and arrays");
    }
  }

  private Object integer() throws IOException {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return number(parser.getDoubleValue());
    }
    long value = parser.getLongValue();
    boolean exact = value >= -MAX_EXACT_INTEGER && value <= MAX_EXACT_INTEGER;
    return exact ? (Object) value : number((double) value);
  }

  private static Object number(double value) {
    boolean integral = value == Math.rint(value) && Math.abs(value) <= MAX_EXACT_INTEGER;
    return integral ? (Object) (long) value : (Object) value;
  }
}
