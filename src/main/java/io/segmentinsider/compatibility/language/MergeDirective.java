package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.annotation.Nullable;

/**
 * {@code @merge}: the members of several objects in one. Of two with the same name the later wins,
 * with {@code left} the earlier; a member without a value wins too.
 */
final class MergeDirective {

  private MergeDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    if (!(argument instanceof JsonObject options)
        || !Conversions.isTruthy(options.get("direction"))) {
      return compiler.failure(path, "should be an object with \"direction\"");
    }
    String objectsPath = Rule.child(path, "objects");
    if (!(options.get("objects") instanceof JsonArray objects)) {
      return compiler.failure(objectsPath, "should be an array");
    }
    Expression direction =
        compiler.compile(options.get("direction"), Rule.child(path, "direction"));
    List<Expression> merged = new ArrayList<>(objects.size());
    for (int i = 0; i < objects.size(); i++) {
      merged.add(compiler.compileKeepingMissing(objects.get(i), objectsPath + "/" + i));
    }
    return input -> {
      boolean earlierWins = "left".equals(direction.resolve(input));
      List<Object> values = new ArrayList<>(merged.size());
      for (Expression expression : merged) {
        values.add(expression.resolve(input));
      }
      if (earlierWins) {
        Collections.reverse(values);
      }
      JsonObject result = new JsonObject();
      values.forEach(value -> assign(value, result));
      return result;
    };
  }

  private static void assign(@Nullable Object value, JsonObject result) {
    if (value instanceof JsonObject object) {
      for (int i = 0; i < object.size(); i++) {
        result.put(object.nameAt(i), object.valueAt(i));
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        result.put(Integer.toString(i), array.get(i));
      }
    } else if (value instanceof String text) {
      for (int i = 0; i < text.length(); i++) {
        result.put(Integer.toString(i), text.substring(i, i + 1));
      }
    }
  }
}
