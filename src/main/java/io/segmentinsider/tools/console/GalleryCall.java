package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.tools.ToolJson;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.Request;
import java.io.IOException;
import java.io.InputStream;

/** Events as they are really sent: those of docs/gallery.md. */
final class GalleryCall implements Endpoint.Answer {

  private static final String EVENTS = "/gallery/events.json";

  @Override
  public Object answer(Request request) throws IOException {
    try (InputStream events = GalleryCall.class.getResourceAsStream(EVENTS)) {
      JsonNode read = ToolJson.MAPPER.readTree(events);
      return read;
    }
  }
}
