package io.segmentinsider.compatibility.language;

import javax.annotation.Nullable;

/** {@code @literal}: its argument, in which directives still work. */
final class LiteralDirective {

  private LiteralDirective() {}

  static Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path) {
    return compiler.compile(argument, path);
  }
}
