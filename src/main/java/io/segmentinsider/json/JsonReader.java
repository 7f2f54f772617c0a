package io.segmentinsider.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.segmentinsider.json.JsonException.Problem;
import java.io.IOException;
import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * Reads one JSON value in one pass. Takes exactly what the JSON standard takes; of two members with
 * the same name the last counts.
 *
 * @param maxDepth how deep arrays and objects may be nested; 1 allows a flat object
 */
public record JsonReader(int maxDepth) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Nesting that no real event comes near. */
  public static final int DEFAULT_MAX_DEPTH = 64;

  /** The call stack carries no more. */
  public static final int HIGHEST_MAX_DEPTH = 1_000;

  /**
   * Shared by all readers, as it holds the table of names already seen. Names are not interned in
   * the JVM and a full table is no error, since names come from outside; sizes are bounded by
   * whoever hands over the bytes, and depth by this class.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Refuses a depth that the call stack could not carry. */
  public JsonReader {
    if (maxDepth < 1 || maxDepth > HIGHEST_MAX_DEPTH) {
      throw new IllegalArgumentException(
          "The nesting limit must be 1 to " + HIGHEST_MAX_DEPTH + ", and is " + maxDepth);
    }
  }

  /** A reader with the default limit. */
  public JsonReader() {
    this(DEFAULT_MAX_DEPTH);
  }

  /**
   * Reads UTF-8 text.
   *
   * @return one of the values that the package lists; never null
   * @throws JsonException if the bytes are anything but one JSON value
   */
  public Object read(byte[] utf8) throws JsonException {
    int fault = Utf8.firstFault(utf8);
    if (fault >= 0) {
      throw new JsonException(Problem.INVALID_UTF8, "The bytes are not UTF-8 at offset " + fault);
    }
    // Jackson guesses UTF-16 and UTF-32 from zeros among the first bytes.
    for (int i = 0; i < Math.min(4, utf8.length); i++) {
      if (utf8[i] == 0) {
        throw new JsonException(Problem.INVALID_JSON, "The text has a NUL at offset " + i);
      }
    }
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      return document(parser);
    } catch (IOException e) {
      throw invalid(e instanceof JsonProcessingException found ? found.getLocation() : null);
    }
  }

  /**
   * Reads text that is already decoded; lone surrogates in it survive.
   *
   * @return one of the values that the package lists; never null
   * @throws JsonException if the text is anything but one JSON value
   */
  public Object read(String text) throws JsonException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return document(parser);
    } catch (IOException e) {
      throw invalid(e instanceof JsonProcessingException found ? found.getLocation() : null);
    }
  }

  private static JsonException invalid(@Nullable JsonLocation at) {
    return new JsonException(
        Problem.INVALID_JSON, "The text is not one JSON value" + (at == null ? "" : place(at)));
  }

  /** Most texts are one line. */
  private static String place(JsonLocation at) {
    String line = at.getLineNr() > 1 ? "line " + at.getLineNr() + ", " : "";
    return ", from " + line + "column " + at.getColumnNr() + " on";
  }

  private Object document(JsonParser parser) throws IOException, JsonException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new JsonException(Problem.EMPTY, "The text is empty");
    }
    Object value = value(parser, first, 0);
    if (parser.nextToken() != null) {
      throw invalid(parser.currentLocation());
    }
    return value;
  }

  private Object value(JsonParser parser, JsonToken token, int depth)
      throws IOException, JsonException {
    return switch (token) {
      case START_OBJECT -> object(parser, deeper(depth));
      case START_ARRAY -> array(parser, deeper(depth));
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> JsonNumbers.of(parser.getDoubleValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw invalid(parser.currentLocation());
    };
  }

  private int deeper(int depth) throws JsonException {
    if (depth == maxDepth) {
      throw new JsonException(Problem.TOO_DEEP, "The text nests deeper than " + maxDepth);
    }
    return depth + 1;
  }

  private JsonObject object(JsonParser parser, int depth) throws IOException, JsonException {
    JsonObject object = new JsonObject();
    String name = parser.nextFieldName();
    while (name != null) {
      object.put(name, value(parser, parser.nextToken(), depth));
      name = parser.nextFieldName();
    }
    return object;
  }

  private JsonArray array(JsonParser parser, int depth) throws IOException, JsonException {
    JsonArray array = new JsonArray();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      array.add(value(parser, token, depth));
      token = parser.nextToken();
    }
    return array;
  }

  private static Number integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> (long) parser.getIntValue();
      case LONG -> JsonNumbers.of(parser.getLongValue());
      // Through the text: Jackson would go through a BigInteger, which is slow for long numbers.
      default -> JsonNumbers.of(Double.parseDouble(parser.getText()));
    };
  }
}
