package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.tools.ToolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.annotation.Nullable;

/** What stands in topics, for a page. */
final class Lines {

  /** Numbers keep all their digits, as they may be ids. */
  /** A page shows no more of one text. */
  private static final int MAX_BYTES = 64 * 1024;

  private Lines() {}

  /** A line that the job wrote. */
  static JsonNode ofJob(byte[] line) throws IOException {
    return ToolJson.EXACT.readTree(line);
  }

  /** What somebody else wrote: its text, and whether more of it was left out. */
  static Map<String, Object> ofOthers(@Nullable byte[] value) {
    if (value == null) {
      return Map.of("text", "", "bytes", 0, "cut", false);
    }
    int length = Math.min(value.length, MAX_BYTES);
    return Map.of(
        "text",
        new String(value, 0, length, StandardCharsets.UTF_8),
        "bytes",
        value.length,
        "cut",
        length < value.length);
  }
}
