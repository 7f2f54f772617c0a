package io.segmentinsider.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;

/** How the sandbox reads and writes JSON. */
final class SandboxJson {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private SandboxJson() {}
}
