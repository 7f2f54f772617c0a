package io.segmentinsider.tools.console;

import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.Request;
import java.util.Map;

/** The text of the deployed mapping. */
final class MappingCall implements Endpoint.Answer {

  private final Mappings mappings;

  MappingCall(Mappings mappings) {
    this.mappings = mappings;
  }

  @Override
  public Object answer(Request request) {
    MappingText text = mappings.deployed();
    return Map.of("origin", text.name(), "text", text.json());
  }
}
