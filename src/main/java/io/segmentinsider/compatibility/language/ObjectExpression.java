package io.segmentinsider.compatibility.language;

import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** An object whose members are resolved. */
final class ObjectExpression implements Expression {

  private final String[] names;
  private final Expression[] values;
  private final boolean keepsMissing;
  @Nullable private final PresentFields present;

  /**
   * An object whose members without a value are left out.
   *
   * @param present tells which members an event may have a value for; null if each is asked
   */
  ObjectExpression(String[] names, Expression[] values, @Nullable PresentFields present) {
    this(names, values, false, present);
  }

  /** An object whose members without a value stay, for a merge or flattening to see. */
  static ObjectExpression keepingMissing(String[] names, Expression[] values) {
    return new ObjectExpression(names, values, true, null);
  }

  private ObjectExpression(
      String[] names, Expression[] values, boolean keepsMissing, @Nullable PresentFields present) {
    this.names = names;
    this.values = values;
    this.keepsMissing = keepsMissing;
    this.present = present;
  }

  @Override
  public Object resolve(@Nullable Object input) throws MappingFailedException {
    return present != null && input instanceof JsonObject event ? found(event) : all(input);
  }

  private JsonObject found(JsonObject event) throws MappingFailedException {
    present.find(event);
    JsonObject resolved = new JsonObject(present.count());
    int end = names.length;
    for (int i = present.next(0, end); i < end; i = present.next(i + 1, end)) {
      resolved.putIfPresent(names[i], values[i].resolve(event));
    }
    return resolved;
  }

  private JsonObject all(@Nullable Object input) throws MappingFailedException {
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
