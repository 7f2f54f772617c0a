package io.segmentinsider.local.console;

import io.segmentinsider.local.console.http.Endpoint;
import io.segmentinsider.local.console.http.Request;
import io.segmentinsider.mapping.MappingText;
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
    return Map.of("origin", text.origin(), "text", text.json());
  }
}
