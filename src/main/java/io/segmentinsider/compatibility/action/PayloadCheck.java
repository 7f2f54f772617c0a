package io.segmentinsider.compatibility.action;

import io.segmentinsider.compatibility.action.Fields.Field;
import io.segmentinsider.compatibility.action.PayloadRejectedException.Problem;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Makes the payload of an action of a resolved mapping: takes out empty values, converts what the
 * action names to its kind, and refuses what can't be converted. Made for one payload.
 */
final class PayloadCheck {

  private final boolean batch;
  private final List<Problem> problems = new ArrayList<>(0);

  /**
   * A check.
   *
   * @param batch whether the payload is one of several in a request: empty text at the top level is
   *     then judged as on any other level
   */
  PayloadCheck(boolean batch) {
    this.batch = batch;
  }

  /**
   * The payload.
   *
   * @param resolved any value, or null for none; not changed
   * @throws PayloadRejectedException with all that does not fit
   */
  JsonObject payload(@Nullable Object resolved, Fields fields, List<String> required)
      throws PayloadRejectedException {
    if (!(resolved instanceof JsonObject object)) {
      throw new PayloadRejectedException(
          List.of(new Problem("the mapping's result", "an object", kindOf(resolved))));
    }
    JsonObject payload = new JsonObject(object.size());
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      Field field = fields.get(object.nameAt(i));
      if (field != null && value != null && !isEmpty(value, field, !batch)) {
        payload.putIfPresent(field.name(), converted(value, field, field.name()));
      }
    }
    for (String name : required) {
      if (!payload.has(name) && problems.stream().noneMatch(p -> p.field().equals(name))) {
        problems.add(new Problem(name, "present", "missing"));
      }
    }
    if (!problems.isEmpty()) {
      throw new PayloadRejectedException(problems);
    }
    return payload;
  }

  private static boolean isEmpty(Object value, Field field, boolean everyEmptyText) {
    return value == JsonNull.NULL
        || (value.equals("") && (everyEmptyText || !field.kind().keepsEmptyText()));
  }

  /** The value in the field's kind; null if it does not fit, which is then noted. */
  @Nullable
  private Object converted(Object value, Field field, String path) {
    Object single = field.kind().unwraps() ? unwrapped(value) : value;
    Object converted = single == null ? null : field.kind().convert(single);
    if (converted == null) {
      problems.add(new Problem(path, field.kind().phrase(), kindOf(value)));
      return null;
    }
    if (field.members() == null) {
      return converted;
    }
    return converted instanceof JsonArray list
        ? items(list, field.members(), path)
        : members((JsonObject) converted, field.members(), path, true);
  }

  @Nullable
  private static Object unwrapped(Object value) {
    return value instanceof JsonArray list && list.size() == 1 ? list.get(0) : value;
  }

  private JsonObject members(JsonObject object, Fields fields, String path, boolean emptied) {
    JsonObject converted = new JsonObject(object.size());
    for (int i = 0; i < object.size(); i++) {
      String name = object.nameAt(i);
      Object value = object.valueAt(i);
      Field field = fields.get(name);
      if (field == null || value == null) {
        converted.putIfPresent(name, value);
      } else if (!emptied || !isEmpty(value, field, false)) {
        converted.putIfPresent(name, converted(value, field, path + "." + name));
      }
    }
    return converted;
  }

  /**
   * Items that are empty themselves are left out; what they hold is not emptied, only converted.
   */
  private JsonArray items(JsonArray list, Fields fields, String path) {
    JsonArray converted = new JsonArray(list.size());
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      if (item instanceof JsonObject object) {
        converted.add(members(object, fields, path + "." + i, false));
      } else if (item != null && item != JsonNull.NULL && !item.equals("")) {
        problems.add(new Problem(path + "." + i, FieldKind.OBJECT.phrase(), kindOf(item)));
      }
    }
    return converted;
  }

  private static String kindOf(@Nullable Object value) {
    if (value instanceof String text) {
      return text.isEmpty() ? "an empty string" : "a string";
    }
    if (value instanceof JsonArray list) {
      return "an array of " + list.size();
    }
    if (value instanceof Number) {
      return "a number";
    }
    if (value instanceof Boolean) {
      return "a boolean";
    }
    if (value instanceof JsonObject) {
      return "an object";
    }
    return value == null ? "missing" : "null";
  }
}
