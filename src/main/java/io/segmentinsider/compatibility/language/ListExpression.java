package io.segmentinsider.compatibility.language;

import io.segmentinsider.json.JsonArray;
import javax.annotation.Nullable;

/** A list whose items are resolved; one without a value keeps its place. */
final class ListExpression implements Expression {

  private final Expression[] items;

  ListExpression(Expression[] items) {
    this.items = items;
  }

  @Override
  public Object resolve(@Nullable Object input) throws MappingFailedException {
    JsonArray resolved = new JsonArray(items.length);
    for (Expression item : items) {
      resolved.add(item.resolve(input));
    }
    return resolved;
  }
}
