package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/**
 * {@code @if}: {@code then} where {@code exists} has a value, or {@code blank} one that is not
 * blank; otherwise {@code else}.
 */
final class IfDirective {

  private IfDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    if (!(argument instanceof JsonObject options)) {
      return compiler.failure(path, "should be an object with \"exists\" or \"blank\"");
    }
    Object exists = options.get("exists");
    Object blank = options.get("blank");
    if (!Conversions.isTruthy(exists) && !Conversions.isTruthy(blank)) {
      return compiler.failure(path, "should have a member \"exists\" or \"blank\"");
    }
    // An "exists" of false, 0, "" or null beside a "blank" is still the one that is tested.
    boolean testsExistence = exists != null;
    Expression tested =
        testsExistence
            ? compiler.compile(exists, Rule.child(path, "exists"))
            : compiler.compile(blank, Rule.child(path, "blank"));
    Expression then = compiler.compile(options.get("then"), Rule.child(path, "then"));
    boolean thenIsTested = testsExistence && exists.equals(options.get("then"));
    Object otherwise = options.get("else");
    Expression orElse =
        Conversions.isTruthy(otherwise)
            ? compiler.compile(otherwise, Rule.child(path, "else"))
            : new Constant(null);
    return input -> {
      Object value = tested.resolve(input);
      boolean holds = testsExistence ? !Conversions.isNullish(value) : !isBlank(value);
      if (!holds) {
        return orElse.resolve(input);
      }
      return thenIsTested ? value : then.resolve(input);
    };
  }

  /** Whether JavaScript takes a value for null or loosely equal to the empty string. */
  private static boolean isBlank(@Nullable Object value) {
    if (value instanceof JsonArray) {
      return Conversions.toText(value).isEmpty();
    }
    return !(value instanceof JsonObject) && !Conversions.isTruthy(value);
  }
}
