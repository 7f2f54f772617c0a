package io.segmentinsider.compatibility.language;

import javax.annotation.Nullable;

/**
 * One directive of the language.
 *
 * @param rule what its argument must be where mappings are checked before they run
 * @param factory makes the expression; takes any argument, since not all places are checked
 */
record Directive(Rule rule, Factory factory) {

  /** Compiles the argument of a directive. */
  @FunctionalInterface
  interface Factory {

    /** The expression of a directive with an argument; null if it has no value. */
    Expression compile(@Nullable Object argument, ExpressionCompiler compiler, String path);
  }
}
