package io.segmentinsider.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
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
   * Shared by all readers. It keeps no table of the names that it has seen: names come from
   * outside, and Jackson's table, once filled with names that were chosen for their hash, stays
   * broken for all texts after them (measured with Jackson 2.19). Sizes are bounded by whoever
   * hands over the bytes, and depth by this class.
   */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
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
   * Reads UTF-8 text as JavaScript does: numbers are doubles, and halves of surrogate pairs
   * survive.
   *
   * @return one of the values that the package lists; never null
   * @throws JsonException if the bytes are anything but one JSON value
   */
  public Object read(byte[] utf8) throws JsonException {
    requireUtf8(utf8);
    return parse(() -> FACTORY.createParser(utf8), new Reading(maxDepth, false));
  }

  /**
   * Reads text that is already decoded, otherwise as {@link #read(byte[])}.
   *
   * @return one of the values that the package lists; never null
   * @throws JsonException if the text is anything but one JSON value
   */
  public Object read(String text) throws JsonException {
    return parse(() -> FACTORY.createParser(text), new Reading(maxDepth, false));
  }

  /**
   * Reads UTF-8 text with all that it says, and as JavaScript does.
   *
   * @throws JsonException if the bytes are anything but one JSON value
   */
  public JsonDocument document(byte[] utf8) throws JsonException {
    requireUtf8(utf8);
    Reading reading = new Reading(maxDepth, true);
    Object value = parse(() -> FACTORY.createParser(utf8), reading);
    Object wellFormed = Escapes.mayHoldHalves(utf8) ? WellFormed.value(value) : value;
    return new JsonDocument(wellFormed, reading.anyExact ? JsonNumbers.rounded(value) : value);
  }

  /**
   * The same for one of many texts whose objects have the same names.
   *
   * @param utf8 must not change as long as the document is in use: texts are decoded when they are
   *     asked for
   * @param known what their objects share
   * @throws JsonException if the bytes are anything but one JSON value
   */
  public JsonDocument document(byte[] utf8, KnownNames known) throws JsonException {
    JsonDocument document = known.reading().document(utf8, maxDepth);
    return document == null ? document(utf8) : document;
  }

  /**
   * Reads text that is already decoded, otherwise as {@link #document(byte[])}.
   *
   * @throws JsonException if the text is anything but one JSON value
   */
  public JsonDocument document(String text) throws JsonException {
    Reading reading = new Reading(maxDepth, true);
    Object value = parse(() -> FACTORY.createParser(text), reading);
    return new JsonDocument(
        WellFormed.value(value), reading.anyExact ? JsonNumbers.rounded(value) : value);
  }

  /**
   * Goes through UTF-8 text token by token and keeps nothing of it, for who needs a few of them. It
   * says nothing of what is passed over, nor of bytes that are no UTF-8, which read as U+FFFD.
   */
  public static JsonParser parser(byte[] utf8) throws IOException {
    return FACTORY.createParser(utf8);
  }

  private static void requireUtf8(byte[] utf8) throws JsonException {
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
  }

  /** Opens a text. */
  private interface Opening {
    JsonParser open() throws IOException;
  }

  private static Object parse(Opening text, Reading reading) throws JsonException {
    try (JsonParser parser = text.open()) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonException(Problem.EMPTY, "The text is empty");
      }
      Object value = reading.value(parser, first, 0);
      if (parser.nextToken() != null) {
        throw invalid(parser.currentLocation());
      }
      return value;
    } catch (IOException e) {
      throw invalid(e);
    }
  }

  private static JsonException invalid(IOException e) {
    return invalid(e instanceof JsonProcessingException found ? found.getLocation() : null);
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

  /** The reading of one text. */
  private static final class Reading {

    private final int maxDepth;
    private final boolean exact;

    /** Whether a number was found that a double can't hold; only if they are kept. */
    private boolean anyExact;

    /**
     * A reading.
     *
     * @param exact whether all digits of numbers are kept
     */
    private Reading(int maxDepth, boolean exact) {
      this.maxDepth = maxDepth;
      this.exact = exact;
    }

    private Object value(JsonParser parser, JsonToken token, int depth)
        throws IOException, JsonException {
      return switch (token) {
        case START_OBJECT -> object(parser, deeper(depth));
        case START_ARRAY -> array(parser, deeper(depth));
        case VALUE_STRING -> parser.getText();
        case VALUE_NUMBER_INT -> integer(parser);
        case VALUE_NUMBER_FLOAT -> decimal(parser);
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

    private Number integer(JsonParser parser) throws IOException {
      return switch (parser.getNumberType()) {
        case INT -> (long) parser.getIntValue();
        case LONG -> integer(parser.getLongValue());
        // Through the text: Jackson would go through a BigInteger, which is slow for long numbers.
        default ->
            exact
                ? kept(ExactNumber.ofInteger(parser.getText()))
                : JsonNumbers.of(Double.parseDouble(parser.getText()));
      };
    }

    private Number integer(long value) {
      return exact && (value > JsonNumbers.MAX_EXACT || value < -JsonNumbers.MAX_EXACT)
          ? kept(ExactNumber.ofInteger(Long.toString(value)))
          : JsonNumbers.of(value);
    }

    private Number decimal(JsonParser parser) throws IOException {
      double nearest = parser.getDoubleValue();
      return exact && parser.getTextLength() > ExactNumber.DIGITS_OF_A_DOUBLE
          ? kept(ExactNumber.ofDecimal(parser.getText(), nearest))
          : JsonNumbers.of(nearest);
    }

    private Number kept(Number number) {
      anyExact |= number instanceof ExactNumber;
      return number;
    }
  }
}
