package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** {@code @transform}: a mapping whose input is the result of another one. */
final class TransformDirective {

  private TransformDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    if (!(argument instanceof JsonObject options)
        || !Conversions.isTruthy(options.get("mapping"))) {
      return compiler.failure(path, "should be an object with \"mapping\"");
    }
    String applyPath = Rule.child(path, "apply");
    if (!(options.get("apply") instanceof JsonObject apply)) {
      return compiler.failure(applyPath, "should be an object");
    }
    CompiledMapping first;
    try {
      first = CompiledMapping.compile(apply, applyPath);
    } catch (InvalidMappingException e) {
      e.faults().forEach(fault -> compiler.failure(fault.path(), fault.rule()));
      return new Failure(e.getMessage());
    }
    compiler.deferred().addAll(first.deferredFaults());
    Expression second = compiler.compile(options.get("mapping"), Rule.child(path, "mapping"));
    return input -> second.resolve(first.resolve(input == null ? new JsonObject() : input));
  }
}
