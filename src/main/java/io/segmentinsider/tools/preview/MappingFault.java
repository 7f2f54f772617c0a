package io.segmentinsider.tools.preview;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.segmentinsider.json.WrittenJson;
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

  /** Finds the place that a complaint about a mapping names: a JSON pointer at its beginning. */
  public static MappingFault of(MappingText text, InvalidMappingFileException complaint) {
    String file = text.name() + ": ";
    String message =
        complaint.getMessage().startsWith(file)
            ? complaint.getMessage().substring(file.length())
            : complaint.getMessage();
    Place place = new Place(0, 1, 1);
    try (JsonParser parser = WrittenJson.parser(text.json())) {
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
      String pointer = WrittenJson.path(parser);
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
  }
}
