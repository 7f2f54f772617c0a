package io.segmentinsider.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.annotation.Nullable;

/**
 * JSON that people write, and the places in it. {@link JsonReader} takes the last of members that
 * stand twice in one object, as all readers do; in a file that people write, the first one was
 * meant as well.
 */
public final class WrittenJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private WrittenJson() {}

  /** A parser that fails at a member whose name its object has already. */
  public static JsonParser parser(String json) throws IOException {
    return FACTORY.createParser(json);
  }

  /**
   * The path of the first member whose name its object has already.
   *
   * @param json one JSON value
   * @return as {@link #path}; null if no name stands twice
   */
  @Nullable
  public static String duplicate(String json) {
    try (JsonParser parser = parser(json)) {
      return duplicate(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("the text was read as JSON before", e);
    }
  }

  @Nullable
  private static String duplicate(JsonParser parser) throws IOException {
    try {
      while (parser.nextToken() != null) {
        // Only whether it fails counts.
      }
      return null;
    } catch (JsonParseException e) {
      return path(parser);
    }
  }

  /**
   * Where a parser is: names and list places, each with {@code /} in front, and without the escapes
   * of RFC 6901.
   */
  public static String path(JsonParser parser) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext at = parser.getParsingContext();
        at != null && !at.inRoot();
        at = at.getParent()) {
      String step = at.inArray() ? String.valueOf(at.getCurrentIndex()) : at.getCurrentName();
      if (step != null) {
        path.insert(0, "/" + step);
      }
    }
    return path.toString();
  }
}
