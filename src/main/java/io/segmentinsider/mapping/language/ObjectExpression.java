package io.segmentinsider.mapping.language;

import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** An object whose members are resolved. */
final class ObjectExpression implements Expression {

  private final String[] names;
  private final Expression[] values;
  private final boolean keepsMissing;

  /**
   * An object expression.
   *
   * @param keepsMissing whether members without a value stay, for a merge or flattening to see
   */
  ObjectExpression(String[] names, Expression[] values, boolean keepsMissing) {
    this.names = names;
    this.values = values;
    this.keepsMissing = keepsMissing;
  }

  @Override
  public Object resolve(@Nullable Object input) throws MappingFailedException {
    JsonObject resolved = new JsonObject(names.length);
    for (int i = 0; i < names.length; i++) {
      Object value = values[i].resolve(input);
      if (value != null || keepsMissing) {
        resolved.put(names[i], value);
      }
    }
    return resolved;
  }
}
