package io.segmentinsider.tools.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.tools.ToolJson;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An event of which another mapping makes something else, as a line of {@code job/preview}. */
public final class DifferenceLine {

  /** The members that say which event it is. */
  private static final List<String> HEAD = List.of("file", "line", "type", "event", "messageId");

  private DifferenceLine() {}

  /** The line. */
  public static byte[] of(MappingDifference.Example changed) {
    ObjectNode line = ToolJson.MAPPER.createObjectNode();
    for (String name : HEAD) {
      if (changed.before().has(name)) {
        line.set(name, changed.before().get(name));
      }
    }
    ArrayNode differences = line.putArray("differences");
    for (FieldDifference difference : changed.differences()) {
      ObjectNode shown = differences.addObject().put("field", difference.field());
      if (difference.before() != null) {
        shown.set("before", difference.before());
      }
      if (difference.after() != null) {
        shown.set("after", difference.after());
      }
    }
    try {
      return (ToolJson.MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }
}
