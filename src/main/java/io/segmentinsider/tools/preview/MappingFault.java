package io.segmentinsider.tools.preview;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.MappingText;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Why a mapping can't be used, and where in its text.
 *
 * @param message the place in the file and the rule
 * @param line from 1
 * @param column from 1, in characters
 */
public record MappingFault(String message, int line, int column) {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Finds the place that a complaint about a mapping names: a JSON pointer at its beginning. */
  public static MappingFault of(MappingText text, InvalidMappingFileException complaint) {
    String origin = text.origin() + ": ";
    String message =
        complaint.getMessage().startsWith(origin)
            ? complaint.getMessage().substring(origin.length())
            : complaint.getMessage();
    Place place = new Place(0, 1, 1);
    try (JsonParser parser = JSON.createParser(text.json())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (!token.isStructEnd()) {
          place = place.orBetter(parser, message);
        }
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      return at == null
          ? new MappingFault(message, place.line, place.column)
          : new MappingFault(
              "not JSON: " + e.getOriginalMessage(), at.getLineNr(), at.getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
    return new MappingFault(message, place.line, place.column);
  }

  /** The best place so far: that of the longest pointer that the message begins with. */
  private record Place(int length, int line, int column) {

    private Place orBetter(JsonParser parser, String message) {
      String pointer = pointer(parser.getParsingContext());
      boolean named =
          pointer.length() > length
              && message.startsWith(pointer)
              && (message.length() == pointer.length()
                  || message.charAt(pointer.length()) == ' '
                  || message.charAt(pointer.length()) == '/');
      if (!named) {
        return this;
      }
      JsonLocation at = parser.currentTokenLocation();
      return new Place(pointer.length(), at.getLineNr(), at.getColumnNr());
    }

    /** Names as they stand, without the escapes of RFC 6901, as complaints have them. */
    private static String pointer(JsonStreamContext context) {
      StringBuilder pointer = new StringBuilder();
      for (JsonStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
        String step = at.inArray() ? String.valueOf(at.getCurrentIndex()) : at.getCurrentName();
        if (step != null) {
          pointer.insert(0, "/" + step);
        }
      }
      return pointer.toString();
    }
  }
}
