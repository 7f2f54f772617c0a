package io.segmentinsider.compatibility.language;

import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** {@code @excludeWhenNull}: no value for null, at every depth of objects but not within lists. */
final class ExcludeWhenNullDirective {

  private ExcludeWhenNullDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    compiler.markMissing();
    Expression value = compiler.compile(argument, path);
    return input -> withoutNulls(value.resolve(input));
  }

  @Nullable
  private static Object withoutNulls(@Nullable Object value) {
    if (!(value instanceof JsonObject object)) {
      return value == JsonNull.NULL ? null : value;
    }
    JsonObject cleaned = new JsonObject(object.size());
    for (int i = 0; i < object.size(); i++) {
      cleaned.put(object.nameAt(i), withoutNulls(object.valueAt(i)));
    }
    return cleaned;
  }
}
