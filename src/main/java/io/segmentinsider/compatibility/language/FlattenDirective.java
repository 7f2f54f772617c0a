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
      JsonObject flat = new JsonObject();
      flatten(value.resolve(input), "", text, omitArrays, flat);
      return flat;
    };
  }

  private static void flatten(
      @Nullable Object value, String key, String separator, boolean omitArrays, JsonObject flat)
      throws MappingFailedException {
    TextLimit.check(key, "@flatten");
    if (value instanceof JsonObject object) {
      for (int place : JavaScriptOrder.places(object)) {
        String name = join(key, separator, object.nameAt(place));
        flatten(object.valueAt(place), name, separator, omitArrays, flat);
      }
    } else if (value instanceof JsonArray array && !omitArrays) {
      for (int i = 0; i < array.size(); i++) {
        String name = join(key, separator, Integer.toString(i));
        flatten(array.get(i), name, separator, omitArrays, flat);
      }
    } else {
      flat.put(key, value);
    }
  }

  private static String join(String key, String separator, String name) {
    return key.isEmpty() ? name : key + separator + name;
  }
}
