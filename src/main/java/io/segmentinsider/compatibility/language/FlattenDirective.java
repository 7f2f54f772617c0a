package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JavaScriptOrder;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** {@code @flatten}: nested members under joined keys. */
final class FlattenDirective {

  private FlattenDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    if (!(argument instanceof JsonObject options)
        || !Conversions.isTruthy(options.get("separator"))) {
      return compiler.failure(path, "should be an object with \"separator\"");
    }
    String separatorPath = Rule.child(path, "separator");
    Expression separator = compiler.compile(options.get("separator"), separatorPath);
    Expression value =
        compiler.compileKeepingMissing(options.get("value"), Rule.child(path, "value"));
    boolean omitArrays = Conversions.isTruthy(options.get("omitArrays"));
    return input -> {
      if (!(separator.resolve(input) instanceof String text)) {
        throw new MappingFailedException(separatorPath + " should give a string");
      }
      Flattening flattening = new Flattening(text, omitArrays);
      flattening.add(value.resolve(input), "");
      return flattening.flat;
    };
  }

  /** One value on its way, with the names that it has so far. */
  private static final class Flattening {

    private final String separator;
    private final boolean omitArrays;
    private final JsonObject flat = new JsonObject();
    private long lengthOfNames;

    private Flattening(String separator, boolean omitArrays) {
      this.separator = separator;
      this.omitArrays = omitArrays;
    }

    private void add(@Nullable Object value, String name) throws MappingFailedException {
      // Each name holds those above it, so that a long one is there as often as it has members.
      lengthOfNames += name.length();
      TextLimit.check(lengthOfNames, "@flatten");
      if (value instanceof JsonObject object) {
        for (int place : JavaScriptOrder.places(object)) {
          add(object.valueAt(place), below(name, object.nameAt(place)));
        }
      } else if (value instanceof JsonArray array && !omitArrays) {
        for (int i = 0; i < array.size(); i++) {
          add(array.get(i), below(name, Integer.toString(i)));
        }
      } else {
        flat.put(name, value);
      }
    }

    private String below(String name, String member) {
      return name.isEmpty() ? member : name + separator + member;
    }
  }
}
