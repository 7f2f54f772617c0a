package io.segmentinsider.tools;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How the tools read and write JSON. */
public final class ToolJson {

  /** Numbers as Jackson reads them. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  /** Keeps each digit of a number: for bodies, profiles and events that are compared or sent. */
  public static final ObjectMapper EXACT =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private ToolJson() {}
}
