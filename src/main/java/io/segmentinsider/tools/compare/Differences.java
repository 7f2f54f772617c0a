package io.segmentinsider.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.Nullable;

/** Counts differences by kind and field, and keeps a few examples of each. */
final class Differences {

  /** Names of attributes and parameters come from events, and somebody may make up many. */
  private static final int MAX_FIELDS = 1_000;

  private final int examples;
  private final boolean showValues;
  private final Map<String, Found> found = new LinkedHashMap<>();
  private long counted;
  private long same;

  /**
   * Nothing yet.
   *
   * @param examples of each at most
   * @param showValues whether values of people may be told
   */
  Differences(int examples, boolean showValues) {
    this.examples = examples;
    this.showValues = showValues;
  }

  private record Found(Difference kind, String field, long[] count, List<Compared.Example> of) {}

  /** Counts what differs of one person. */
  void add(ComparedPerson person) {
    long before = counted;
    people(person);
    orders(person);
    if (person.shadow().size() == 1 && person.segment().size() == 1) {
      ComparedProfile shadow = person.shadow().get(0);
      ComparedProfile segment = person.segment().get(0);
      identifiers(person, shadow, segment);
      attributes(person, shadow, segment);
      events(person, shadow, segment);
    }
    same += before == counted ? 1 : 0;
  }

  private void people(ComparedPerson person) {
    long shadowUsers = ComparedPerson.users(person.shadow());
    long segmentUsers = ComparedPerson.users(person.segment());
    if (person.segment().isEmpty()) {
      add(
          shadowUsers > 0 ? Difference.USER_ONLY_IN_SHADOW : Difference.DEVICE_ONLY_IN_SHADOW,
          person);
    } else if (person.shadow().isEmpty()) {
      add(
          segmentUsers > 0 ? Difference.USER_ONLY_AT_SEGMENT : Difference.DEVICE_ONLY_AT_SEGMENT,
          person);
    } else if (shadowUsers > segmentUsers) {
      add(
          segmentUsers > 0 ? Difference.USERS_MERGED_AT_SEGMENT : Difference.USER_ONLY_IN_SHADOW,
          person);
    } else if (segmentUsers > shadowUsers) {
      add(
          shadowUsers > 0 ? Difference.USERS_MERGED_IN_SHADOW : Difference.USER_ONLY_AT_SEGMENT,
          person);
    } else if (person.segment().size() > person.shadow().size()) {
      add(Difference.DEVICE_JOINED_IN_SHADOW, person);
    } else if (person.shadow().size() > person.segment().size()) {
      add(Difference.DEVICE_JOINED_AT_SEGMENT, person);
    }
  }

  private void orders(ComparedPerson person) {
    Map<String, Order> shadow = Order.of(person.shadow());
    Map<String, Order> segment = Order.of(person.segment());
    for (String id : union(shadow.keySet(), segment.keySet())) {
      Order ours = shadow.get(id);
      Order theirs = segment.get(id);
      if (ours == null) {
        add(Difference.ORDER_ONLY_AT_SEGMENT, "", person, null, id);
      } else if (theirs == null) {
        add(Difference.ORDER_ONLY_IN_SHADOW, "", person, id, null);
      } else {
        if (ours.lines() != theirs.lines()) {
          add(Difference.ORDER_LINES_DIFFER, "", person, ours.lines(), theirs.lines());
        }
        if (ours.total().compareTo(theirs.total()) != 0) {
          add(Difference.ORDER_TOTAL_DIFFERS, "", person, ours.total(), theirs.total());
        }
        if (!ours.currencies().equals(theirs.currencies())) {
          add(
              Difference.ORDER_CURRENCY_DIFFERS,
              "",
              person,
              ours.currencies(),
              theirs.currencies());
        }
      }
    }
  }

  private void identifiers(ComparedPerson person, ComparedProfile shadow, ComparedProfile segment) {
    for (String name : union(shadow.identifiers().keySet(), segment.identifiers().keySet())) {
      Set<String> ours = shadow.identifiers().getOrDefault(name, new TreeSet<>());
      Set<String> theirs = segment.identifiers().getOrDefault(name, new TreeSet<>());
      for (String value : union(ours, theirs)) {
        if (!theirs.contains(value)) {
          add(Difference.IDENTIFIER_ONLY_IN_SHADOW, name, person, value, null);
        } else if (!ours.contains(value)) {
          add(Difference.IDENTIFIER_ONLY_AT_SEGMENT, name, person, null, value);
        }
      }
    }
  }

  private void attributes(ComparedPerson person, ComparedProfile shadow, ComparedProfile segment) {
    values(
        new Difference[] {
          Difference.ATTRIBUTE_ONLY_IN_SHADOW,
          Difference.ATTRIBUTE_ONLY_AT_SEGMENT,
          Difference.ATTRIBUTE_DIFFERS
        },
        "",
        person,
        shadow.attributes(),
        segment.attributes());
  }

  private void events(ComparedPerson person, ComparedProfile shadow, ComparedProfile segment) {
    for (String key : union(shadow.events().keySet(), segment.events().keySet())) {
      List<JsonNode> ours = sorted(shadow.events().getOrDefault(key, List.of()));
      List<JsonNode> theirs = sorted(segment.events().getOrDefault(key, List.of()));
      String name = ComparedProfile.nameIn(key);
      for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
        if (i >= theirs.size()) {
          add(Difference.EVENT_ONLY_IN_SHADOW, name, person);
        } else if (i >= ours.size()) {
          add(Difference.EVENT_ONLY_AT_SEGMENT, name, person);
        } else {
          values(
              new Difference[] {
                Difference.PARAMETER_ONLY_IN_SHADOW,
                Difference.PARAMETER_ONLY_AT_SEGMENT,
                Difference.PARAMETER_DIFFERS
              },
              name + ".",
              person,
              flat(ours.get(i)),
              flat(theirs.get(i)));
        }
      }
    }
  }

  private void values(
      Difference[] kinds,
      String prefix,
      ComparedPerson person,
      Map<String, JsonNode> ours,
      Map<String, JsonNode> theirs) {
    for (String name : union(ours.keySet(), theirs.keySet())) {
      JsonNode left = ours.get(name);
      JsonNode right = theirs.get(name);
      if (right == null) {
        add(kinds[0], prefix + name, person, left, null);
      } else if (left == null) {
        add(kinds[1], prefix + name, person, null, right);
      } else if (!isSame(left, right)) {
        add(kinds[2], prefix + name, person, left, right);
      }
    }
  }

  private static boolean isSame(JsonNode left, JsonNode right) {
    return (left.isNumber() && right.isNumber())
        ? left.decimalValue().compareTo(right.decimalValue()) == 0
        : left.equals(right);
  }

  private static Map<String, JsonNode> flat(JsonNode event) {
    Map<String, JsonNode> flat = new LinkedHashMap<>();
    event
        .path("event_params")
        .properties()
        .forEach(
            param -> {
              if (param.getKey().equals("custom") && param.getValue().isObject()) {
                param
                    .getValue()
                    .properties()
                    .forEach(custom -> flat.put("custom." + custom.getKey(), custom.getValue()));
              } else {
                flat.put(param.getKey(), param.getValue());
              }
            });
    return flat;
  }

  /** Lines of one order stand in the same second. */
  private static List<JsonNode> sorted(List<JsonNode> events) {
    return events.stream()
        .sorted(
            Comparator.comparing(
                    (JsonNode event) -> event.path("event_params").path("product_id").asText())
                .thenComparing(JsonNode::toString))
        .toList();
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    TreeSet<String> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }

  /** Something about a person as a whole. */
  private void add(Difference kind, ComparedPerson person) {
    add(kind, "", person);
  }

  private void add(Difference kind, String field, ComparedPerson person) {
    add(kind, field, person, null, null);
  }

  private void add(
      Difference kind,
      String field,
      ComparedPerson person,
      @Nullable Object shadow,
      @Nullable Object segment) {
    Found each = of(kind, field);
    each.count[0]++;
    counted++;
    if (each.of.size() < examples) {
      Map.Entry<String, String> who = person.first().who();
      each.of.add(
          new Compared.Example(
              who.getKey() + ' ' + shown(who.getValue()), shown(shadow), shown(segment)));
    }
  }

  /** So many of a kind, without examples. */
  void add(Difference kind, long count) {
    if (count > 0) {
      of(kind, "").count[0] += count;
    }
  }

  private Found of(Difference kind, String field) {
    String known = found.size() < MAX_FIELDS || found.containsKey(kind + field) ? field : "others";
    return found.computeIfAbsent(
        kind + known, any -> new Found(kind, known, new long[1], new ArrayList<>()));
  }

  @Nullable
  private String shown(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    String text =
        value instanceof JsonNode node && node.isTextual() ? node.textValue() : value.toString();
    if (showValues) {
      return text;
    }
    boolean isNumber =
        value instanceof Number || (value instanceof JsonNode node && node.isNumber());
    return isNumber ? "number" : "text of " + text.length();
  }

  /** People of whom nothing differs. */
  long same() {
    return same;
  }

  /** What differs: the grave kinds first, then in the order of the kinds, most often first. */
  List<Compared.Found> found() {
    return found.values().stream()
        .sorted(
            Comparator.comparing((Found each) -> each.kind)
                .thenComparing(each -> -each.count[0])
                .thenComparing(each -> each.field))
        .map(
            each ->
                new Compared.Found(
                    each.kind,
                    each.kind.isGrave(),
                    each.field,
                    each.count[0],
                    List.copyOf(each.of)))
        .toList();
  }
}
