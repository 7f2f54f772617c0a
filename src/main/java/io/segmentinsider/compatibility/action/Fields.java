package io.segmentinsider.compatibility.action;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;

/** The fields that an action names, by name. What it does not name is not looked at. */
final class Fields {

  private final Map<String, Field> byName;

  private Fields(Map<String, Field> byName) {
    this.byName = byName;
  }

  /**
   * One field.
   *
   * @param members of an object, or of the objects in a list; null if nothing in it is named
   */
  record Field(String name, FieldKind kind, @Nullable Fields members) {}

  /**
   * Reads the form of the bundled file: a word for a scalar, an object, or a list of one object.
   */
  static Fields of(JsonObject table) {
    Map<String, Field> fields = new HashMap<>();
    for (int i = 0; i < table.size(); i++) {
      fields.put(table.nameAt(i), field(table.nameAt(i), table.valueAt(i)));
    }
    return new Fields(fields);
  }

  private static Field field(String name, Object form) {
    if (form instanceof JsonObject members) {
      return new Field(name, FieldKind.OBJECT, of(members));
    }
    if (form instanceof JsonArray list) {
      return new Field(name, FieldKind.LIST, of((JsonObject) list.get(0)));
    }
    FieldKind kind =
        switch ((String) form) {
          case "string" -> FieldKind.STRING;
          case "number" -> FieldKind.NUMBER;
          case "integer" -> FieldKind.INTEGER;
          case "boolean" -> FieldKind.BOOLEAN;
          case "datetime" -> FieldKind.DATETIME;
          case "object" -> FieldKind.OBJECT;
          default -> throw new IllegalStateException(name + " is of the unknown kind " + form);
        };
    return new Field(name, kind, null);
  }

  /** The field of a name; null if there is none. */
  @Nullable
  Field get(String name) {
    return byName.get(name);
  }
}
