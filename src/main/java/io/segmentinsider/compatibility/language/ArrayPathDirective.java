package io.segmentinsider.compatibility.language;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** {@code @arrayPath}: a shape resolved against every item of a list. */
final class ArrayPathDirective {

  private ArrayPathDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    if (!(argument instanceof JsonArray list)) {
      return compiler.failure(path, "should be an array and is " + ValueKind.of(argument).phrase());
    }
    Object from = list.isEmpty() ? null : list.get(0);
    Expression root =
        from instanceof String text
            ? Path.ofDirective(text)::get
            : compiler.compile(from, path + "/0");
    Object shape = list.size() > 1 ? list.get(1) : null;
    if (!(shape instanceof JsonObject members) || members.isEmpty()) {
      return root;
    }
    Expression item = compiler.compile(members, path + "/1");
    return input -> shaped(root.resolve(input), item);
  }

  @Nullable
  private static Object shaped(@Nullable Object found, Expression item)
      throws MappingFailedException {
    if (found instanceof JsonObject single) {
      return new JsonArray(1).add(item.resolve(single));
    }
    if (!(found instanceof JsonArray items)) {
      return found;
    }
    JsonArray shaped = new JsonArray(items.size());
    for (int i = 0; i < items.size(); i++) {
      shaped.add(item.resolve(items.get(i)));
    }
    return shaped;
  }
}
