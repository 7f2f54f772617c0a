package io.segmentinsider.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Finds members that stand twice in one object. {@link JsonReader} takes the last of them, as all
 * readers do; in a file that people write, the first one was meant as well.
 */
public final class DuplicateMember {

  private static final JsonFactory FACTORY = new JsonFactory();

  private DuplicateMember() {}

  /**
   * The path of the first member whose name its object has already: names and list places, each
   * with {@code /} in front, without escapes.
   *
   * @param json one JSON value
   * @return null if no name stands twice
   */
  @Nullable
  public static String in(String json) {
    Deque<Set<String>> names = new ArrayDeque<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          names.push(new HashSet<>());
        } else if (token == JsonToken.END_OBJECT) {
          names.pop();
        } else if (token == JsonToken.FIELD_NAME && !names.element().add(parser.currentName())) {
          return path(parser.getParsingContext());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the text was read as JSON before", e);
    }
    return null;
  }

  private static String path(JsonStreamContext context) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
      path.insert(0, "/" + (at.inArray() ? at.getCurrentIndex() : at.getCurrentName()));
    }
    return path.toString();
  }
}
