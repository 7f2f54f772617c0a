package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.javascript.Text;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** {@code @case}: text in lower or upper case; other values pass. */
final class CaseDirective {

  private CaseDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    if (!(argument instanceof JsonObject options)
        || !Conversions.isTruthy(options.get("operator"))) {
      return compiler.failure(path, "should be an object with \"operator\"");
    }
    if (!Conversions.isTruthy(options.get("value"))) {
      return new Constant(null);
    }
    Object operator = options.get("operator");
    Expression value = compiler.compile(options.get("value"), Rule.child(path, "value"));
    return input -> {
      Object resolved = value.resolve(input);
      return resolved instanceof String text ? convert(text, operator, path) : resolved;
    };
  }

  private static String convert(String text, Object operator, String path)
      throws MappingFailedException {
    if (operator.equals("lower")) {
      return Text.toLowerCase(text);
    }
    if (operator.equals("upper")) {
      return Text.toUpperCase(text);
    }
    throw new MappingFailedException(path + "/operator should be \"lower\" or \"upper\"");
  }
}
