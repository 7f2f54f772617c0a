package io.segmentinsider.compatibility.liquid;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** All filters by their names. */
final class Filters {

  /** Segment does not allow them; they fail where they are reached. */
  private static final List<String> DISABLED =
      List.of(
          "array_to_sentence_string",
          "concat",
          "find",
          "find_exp",
          "find_index",
          "find_index_exp",
          "group_by",
          "group_by_exp",
          "has",
          "has_exp",
          "map",
          "newline_to_br",
          "reject",
          "reject_exp",
          "reverse",
          "sort",
          "sort_natural",
          "uniq",
          "where_exp",
          "type");

  private static final Map<String, Filter> ALL = all();

  private Filters() {}

  private static Map<String, Filter> all() {
    Map<String, Filter> filters = new HashMap<>();
    filters.putAll(TextFilters.ALL);
    filters.putAll(NumberFilters.ALL);
    filters.putAll(ListFilters.ALL);
    filters.putAll(CodingFilters.ALL);
    filters.putAll(DateFilters.ALL);
    for (String name : DISABLED) {
      filters.put(
          name,
          (value, arguments, scope) -> {
            throw new LiquidException("uses the filter \"" + name + "\", which is not allowed");
          });
    }
    return Map.copyOf(filters);
  }

  /** The filter of a name; null if there is none, and the value passes. */
  @Nullable
  static Filter get(String name) {
    return ALL.get(name);
  }
}
