package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import java.util.Map;
import javax.annotation.Nullable;

/** Filters that work on lists. */
final class ListFilters {

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("size", (value, arguments, scope) -> size(value)),
          Map.entry("first", (value, arguments, scope) -> end(Values.plain(value), 0)),
          Map.entry("last", (value, arguments, scope) -> end(Values.plain(value), -1)),
          Map.entry("join", ListFilters::join),
          Map.entry("compact", ListFilters::compact),
          Map.entry("push", ListFilters::push),
          Map.entry("unshift", ListFilters::unshift),
          Map.entry("pop", (value, arguments, scope) -> part(value, 0, 1, scope)),
          Map.entry("shift", (value, arguments, scope) -> part(value, 1, 0, scope)),
          Map.entry("slice", ListFilters::slice),
          Map.entry("sum", ListFilters::sum),
          Map.entry("where", ListFilters::where),
          Map.entry("sample", ListFilters::sample));

  private ListFilters() {}

  private static Object size(@Nullable Object value) {
    if (value instanceof JsonArray array) {
      return (long) array.size();
    }
    if (value instanceof String text) {
      return (long) text.length();
    }
    Object own = value instanceof JsonObject object ? object.get("length") : null;
    return Conversions.isTruthy(own) ? own : (Object) 0L;
  }

  @Nullable
  private static Object end(@Nullable Object value, int place) {
    if (value instanceof JsonArray array) {
      return Values.item(array, place);
    }
    if (value instanceof String text && !text.isEmpty()) {
      int at = place < 0 ? text.length() - 1 : place;
      return text.substring(at, at + 1);
    }
    return "";
  }

  private static Object join(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    JsonArray list = Values.list(value);
    Object given = Values.plain(arguments.get(0));
    String separator = Conversions.isNullish(given) ? " " : Values.text(given);
    scope.spend((double) separator.length() * list.size());
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        joined.append(separator);
      }
      Object item = list.get(i);
      if (!Conversions.isNullish(item)) {
        joined.append(Conversions.toText(item));
      }
    }
    scope.spend(joined.length());
    return joined.toString();
  }

  private static Object compact(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    JsonArray list = Values.list(value);
    scope.spend(list.size());
    JsonArray compact = new JsonArray(list.size());
    for (Object item : list) {
      if (!Conversions.isNullish(Values.plain(item))) {
        compact.add(item);
      }
    }
    return compact;
  }

  private static JsonArray part(@Nullable Object value, int before, int behind, Scope scope)
      throws LiquidException {
    JsonArray list = Values.list(value);
    scope.spend(list.size());
    JsonArray part = new JsonArray(list.size() + 1);
    for (int i = before; i < list.size() - behind; i++) {
      part.add(list.get(i));
    }
    return part;
  }

  private static Object push(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    return part(value, 0, 0, scope).add(arguments.get(0));
  }

  private static Object unshift(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    JsonArray longer = new JsonArray().add(arguments.get(0));
    part(value, 0, 0, scope).forEach(longer::add);
    return longer;
  }

  /** A part of a list, or of text counted in code points. */
  private static Object slice(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    Object plain = Values.plain(value);
    if (Conversions.isNullish(plain)) {
      return new JsonArray();
    }
    JsonArray list = plain instanceof JsonArray array ? array : null;
    String text = list == null ? Values.text(plain) : "";
    int size = list == null ? text.codePointCount(0, text.length()) : list.size();
    Object begin = Values.plain(arguments.get(0));
    if (Values.number(begin) < 0) {
      begin = plus((long) size, begin);
    }
    Object length = arguments.get(1) == null ? (Object) 1L : Values.plain(arguments.get(1));
    if (Values.number(begin) < 0 || Values.number(length) < 0) {
      return list == null ? "" : new JsonArray();
    }
    scope.spend(text.length());
    scope.spend(Values.number(length));
    if (list != null) {
      return part(list, Values.numberOrZero(begin), Values.numberOrZero(plus(begin, length)));
    }
    int start = CodePoints.advance(text, 0, Values.number(begin));
    return text.substring(start, CodePoints.advance(text, start, Values.number(length)));
  }

  private static JsonArray part(JsonArray list, double begin, double end) {
    JsonArray part = new JsonArray();
    int stop = (int) (end < 0 ? list.size() + end : Math.min(list.size(), end));
    for (int i = (int) Math.min(begin, list.size()); i < stop; i++) {
      part.add(list.get(i));
    }
    return part;
  }

  /**
   * JavaScript's {@code +}, which joins where one side is text: the place behind "1" and 2 is 12.
   */
  private static Object plus(@Nullable Object one, @Nullable Object other) {
    return isText(one) || isText(other)
        ? Conversions.toText(one) + Conversions.toText(other)
        : (Object) (Values.number(one) + Values.number(other));
  }

  private static boolean isText(@Nullable Object value) {
    return value instanceof String || value instanceof JsonArray || value instanceof JsonObject;
  }

  private static Object sum(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    JsonArray list = Values.list(value);
    scope.spend(list.size());
    Object property = arguments.get(0);
    // A keyword is an object to JavaScript, so even "nil" names a member, the nameless one.
    String path = Conversions.isTruthy(property) ? Values.text(property) : null;
    spendPerItem(list, path, scope);
    double sum = 0;
    for (Object item : list) {
      Object summand = path == null ? item : at(item, path);
      double number = Values.number(summand);
      sum += Double.isNaN(number) ? 0 : number;
    }
    return JsonNumbers.of(sum);
  }

  @Nullable
  private static Object at(@Nullable Object item, String path) {
    Object value = item;
    for (String key : path.split("\\.", -1)) {
      value = Values.member(value, key);
    }
    return value;
  }

  /** A path that an event names may be long, and is followed from each item. */
  private static void spendPerItem(JsonArray list, @Nullable String path, Scope scope)
      throws LiquidException {
    scope.spend(path == null ? 0 : (double) list.size() * path.length());
  }

  private static Object where(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    JsonArray list = Values.list(value);
    scope.spend(list.size());
    String path = arguments.text(0);
    spendPerItem(list, path, scope);
    Operand property = new ExpressionReader(path).path();
    Object expected = arguments.get(1);
    JsonArray found = new JsonArray();
    for (Object item : list) {
      Object member = property == null ? null : property.evaluate(new Scope(item));
      if (expected == null ? Values.isTruthy(member) : Values.areEqual(member, expected)) {
        found.add(item);
      }
    }
    return found;
  }

  private static Object sample(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    throw new LiquidException(
        "uses the filter \"sample\"; what is sent must be the same whenever it is sent again");
  }
}
