package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import java.util.List;
import javax.annotation.Nullable;

/** A compiled piece of a template. */
@FunctionalInterface
interface Node {

  /** Appends what the piece prints. */
  void render(Scope scope, StringBuilder out) throws LiquidException;

  /** Several pieces, one after the other, until one stops the rendering. */
  static Node all(List<Node> nodes) {
    return (scope, out) -> {
      for (Node node : nodes) {
        node.render(scope, out);
        if (scope.isStopped()) {
          return;
        }
      }
    };
  }

  /** Text as it is. */
  static Node html(String text) {
    return (scope, out) -> print(text, scope, out);
  }

  /** The value of an operand. */
  static Node output(Operand value) {
    return (scope, out) -> print(Values.text(value.evaluate(scope)), scope, out);
  }

  /** One branch after the other is tried. */
  static Node choice(List<Branch> branches, Node otherwise) {
    return (scope, out) -> {
      for (Branch branch : branches) {
        if (Values.isTruthy(branch.condition().evaluate(scope)) != branch.negated()) {
          branch.body().render(scope, out);
          return;
        }
      }
      otherwise.render(scope, out);
    };
  }

  /** What is rendered if a condition holds, or does not. */
  record Branch(Operand condition, boolean negated, Node body) {}

  /** Rendered text becomes a variable. */
  static Node capture(String name, Node body) {
    return (scope, out) -> {
      StringBuilder captured = new StringBuilder();
      body.render(scope, captured);
      scope.assign(name, captured.toString());
    };
  }

  /**
   * One value after the other, a further one each time.
   *
   * @param group null for none
   */
  static Node cycle(@Nullable Operand group, List<FilteredValue> values) {
    StringBuilder texts = new StringBuilder();
    values.forEach(value -> texts.append(value.text()).append(','));
    return (scope, out) -> {
      Object name = group == null ? null : Values.plain(group.evaluate(scope));
      String key = Conversions.toText(name) + ":" + texts;
      Object value = values.get(scope.nextPlace(key, values.size())).evaluate(scope);
      if (Conversions.isTruthy(Values.plain(value))) {
        print(Values.text(value), scope, out);
      }
    };
  }

  private static void print(String text, Scope scope, StringBuilder out) throws LiquidException {
    scope.spend(text.length());
    out.append(text);
  }
}
