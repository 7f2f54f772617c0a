package io.segmentinsider.tools.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An event of which another mapping makes something else, as a line of {@code job/preview}. */
public final class DifferenceLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The members that say which event it is. */
  private static final List<String> HEAD = List.of("file", "line", "type", "event", "messageId");

  private DifferenceLine() {}

  /** The line. */
  public static byte[] of(MappingDifference.Example changed) {
    ObjectNode line = JSON.createObjectNode();
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
      return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }
}
