package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.json.JsonWriter;
import javax.annotation.Nullable;

/** {@code @json}: a value to JSON text and back. */
final class JsonDirective {

  private static final JsonReader READER = new JsonReader();

  private JsonDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    if (!(argument instanceof JsonObject options) || !Conversions.isTruthy(options.get("mode"))) {
      return compiler.failure(path, "should be an object with \"mode\"");
    }
    if (!Conversions.isTruthy(options.get("value"))) {
      return compiler.failure(path, "should have a member \"value\"");
    }
    Object mode = options.get("mode");
    Expression value = compiler.compile(options.get("value"), Rule.child(path, "value"));
    if (mode.equals("encode")) {
      return input -> {
        Object resolved = value.resolve(input);
        return resolved == null ? null : JsonWriter.javaScriptText(resolved);
      };
    }
    if (mode.equals("decode")) {
      return input -> {
        Object resolved = value.resolve(input);
        return resolved instanceof String text ? decode(text) : resolved;
      };
    }
    // Letter case is checked loosely, but read exactly.
    return input -> {
      value.resolve(input);
      return null;
    };
  }

  private static Object decode(String text) {
    try {
      return READER.read(text);
    } catch (JsonException e) {
      return text;
    }
  }
}
