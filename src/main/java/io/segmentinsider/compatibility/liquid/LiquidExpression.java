package io.segmentinsider.compatibility.liquid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Operands and operators, each in its place. Nothing is wrong with an expression that lacks an
 * operator or an operand: the first value that is left is the result.
 */
final class LiquidExpression implements Operand {

  /** {@link Operand}s and {@link Operator}s, operators behind what they work on. */
  private final List<Object> postfix;

  private LiquidExpression(List<Object> postfix) {
    this.postfix = postfix;
  }

  /** An expression of operands and operators in the order of the template. */
  static LiquidExpression of(List<Object> infix) {
    List<Object> postfix = new ArrayList<>(infix.size());
    Deque<Operator> waiting = new ArrayDeque<>();
    for (Object part : infix) {
      if (part instanceof Operator operator) {
        while (!waiting.isEmpty() && waiting.peek().precedence() > operator.precedence()) {
          postfix.add(waiting.pop());
        }
        waiting.push(operator);
      } else {
        postfix.add(part);
      }
    }
    postfix.addAll(waiting);
    return new LiquidExpression(postfix);
  }

  @Override
  @Nullable
  public Object evaluate(Scope scope) throws LiquidException {
    if (postfix.size() == 1 && postfix.get(0) instanceof Operand single) {
      return single.evaluate(scope);
    }
    List<Object> values = new ArrayList<>();
    for (Object part : postfix) {
      if (part instanceof Operator operator) {
        Object right = pop(values);
        Object left = operator.isUnary() ? null : pop(values);
        values.add(operator.apply(left, right));
      } else {
        values.add(((Operand) part).evaluate(scope));
      }
    }
    return values.isEmpty() ? null : values.get(0);
  }

  @Nullable
  private static Object pop(List<Object> values) {
    return values.isEmpty() ? null : values.remove(values.size() - 1);
  }
}
