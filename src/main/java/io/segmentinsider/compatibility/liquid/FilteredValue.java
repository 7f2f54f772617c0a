package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * An expression and the filters behind it.
 *
 * @param text as it stands in the template
 */
record FilteredValue(LiquidExpression initial, List<Call> filters, String text) implements Operand {

  /** One filter with its arguments. */
  record Call(String name, List<Argument> arguments) {}

  /**
   * One argument.
   *
   * @param name null unless it is given by name
   * @param value null for an argument that is left out
   */
  record Argument(@Nullable String name, @Nullable Operand value) {}

  @Override
  @Nullable
  public Object evaluate(Scope scope) throws LiquidException {
    Object value = initial.evaluate(scope);
    for (Call call : filters) {
      Filter filter = Filters.get(call.name());
      if (filter != null) {
        value = filter.apply(value, arguments(call, scope), scope);
      }
    }
    return value;
  }

  private static Arguments arguments(Call call, Scope scope) throws LiquidException {
    List<Object> values = new ArrayList<>(call.arguments().size());
    for (Argument argument : call.arguments()) {
      Object value = argument.value() == null ? null : argument.value().evaluate(scope);
      values.add(
          argument.name() == null ? value : new JsonArray(2).add(argument.name()).add(value));
    }
    return new Arguments(values);
  }
}
