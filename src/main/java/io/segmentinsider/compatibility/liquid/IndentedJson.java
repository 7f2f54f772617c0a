package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.json.JavaScriptOrder;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import javax.annotation.Nullable;

/** {@code JSON.stringify} with its argument for indentation. */
final class IndentedJson {

  private static final int MAX_INDENT = 10;

  private final String indent;
  private final StringBuilder text = new StringBuilder();

  private IndentedJson(String indent) {
    this.indent = indent;
  }

  /**
   * The text of a value.
   *
   * @param space a number of blanks, or the text to indent with; anything else for none
   * @return null for no value
   */
  @Nullable
  static String text(@Nullable Object value, @Nullable Object space) {
    if (value == null) {
      return null;
    }
    IndentedJson json = new IndentedJson(indent(space));
    json.write(value, json.indent.isEmpty() ? "" : "\n");
    return json.text.toString();
  }

  private static String indent(@Nullable Object space) {
    if (space instanceof Number number) {
      return " ".repeat((int) Math.max(0, Math.min(MAX_INDENT, number.doubleValue())));
    }
    return space instanceof String given
        ? given.substring(0, Math.min(MAX_INDENT, given.length()))
        : "";
  }

  private void write(@Nullable Object value, String lineStart) {
    if (value instanceof JsonArray array && !array.isEmpty()) {
      char before = '[';
      for (Object item : array) {
        text.append(before).append(lineStart).append(indent);
        write(item, lineStart + indent);
        before = ',';
      }
      text.append(lineStart).append(']');
    } else if (value instanceof JsonObject object) {
      write(object, lineStart);
    } else {
      text.append(JsonWriter.javaScriptText(value instanceof Keyword ? new JsonObject() : value));
    }
  }

  private void write(JsonObject object, String lineStart) {
    char before = '{';
    for (int place : JavaScriptOrder.places(object)) {
      Object value = object.valueAt(place);
      if (value != null) {
        text.append(before).append(lineStart).append(indent);
        text.append(JsonWriter.text(object.nameAt(place))).append(indent.isEmpty() ? ":" : ": ");
        write(value, lineStart + indent);
        before = ',';
      }
    }
    text.append(before == '{' ? "{" : lineStart).append('}');
  }
}
