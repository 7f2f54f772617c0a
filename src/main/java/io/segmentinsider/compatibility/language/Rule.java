package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.Text;
import io.segmentinsider.compatibility.language.InvalidMappingException.Fault;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** What must hold for a piece of a mapping before anything is resolved. */
@FunctionalInterface
interface Rule {

  /** Adds to {@code faults} what is wrong with a value; null is a missing value. */
  void check(@Nullable Object value, String path, List<Fault> faults);

  /** A member of a directive's argument. */
  record Member(String name, boolean required, Rule rule) {

    static Member required(String name, Rule rule) {
      return new Member(name, true, rule);
    }

    static Member optional(String name, Rule rule) {
      return new Member(name, false, rule);
    }
  }

  /** A mapping: directives and the members of plain objects are checked, list items are not. */
  static void mapping(@Nullable Object value, String path, List<Fault> faults) {
    switch (ValueKind.of(value)) {
      case DIRECTIVE -> directive((JsonObject) value, path, faults);
      case OBJECT -> members((JsonObject) value, path, faults);
      default -> {}
    }
  }

  /** A directive, or anything else, which is then data. */
  static void any(@Nullable Object value, String path, List<Fault> faults) {
    if (value instanceof JsonObject object && ValueKind.of(value) == ValueKind.DIRECTIVE) {
      directive(object, path, faults);
    }
  }

  /** A string or a directive. */
  static void stringOrDirective(@Nullable Object value, String path, List<Fault> faults) {
    kindOrDirective(ValueKind.STRING, value, path, faults);
  }

  /** An object, whose members are checked, or a directive. */
  static void objectOrDirective(@Nullable Object value, String path, List<Fault> faults) {
    kindOrDirective(ValueKind.OBJECT, value, path, faults);
    mapping(value, path, faults);
  }

  /** A string that stands in the mapping itself. */
  static void string(@Nullable Object value, String path, List<Fault> faults) {
    kind(ValueKind.STRING, value, path, faults);
  }

  /** True or false, in the mapping itself. */
  static void bool(@Nullable Object value, String path, List<Fault> faults) {
    kind(ValueKind.BOOLEAN, value, path, faults);
  }

  /** A string of {@code least} to {@code most} UTF-16 units. */
  static Rule string(int least, int most) {
    return (value, path, faults) -> {
      string(value, path, faults);
      if (value instanceof String text && (text.length() < least || text.length() > most)) {
        faults.add(
            new Fault(
                path,
                "should have " + least + " to " + most + " characters and has " + text.length()));
      }
    };
  }

  /** One of some words, in any letter case. */
  static Rule oneOf(String... words) {
    Set<String> allowed = Set.of(words);
    return (value, path, faults) -> {
      string(value, path, faults);
      if (value instanceof String text && !allowed.contains(Text.toLowerCase(text))) {
        faults.add(new Fault(path, "should be one of " + String.join(", ", words)));
      }
    };
  }

  /** A list whose items keep a rule. */
  static Rule listOf(Rule item) {
    return (value, path, faults) -> {
      kind(ValueKind.ARRAY, value, path, faults);
      if (value instanceof JsonArray array) {
        for (int i = 0; i < array.size(); i++) {
          item.check(array.get(i), path + "/" + i, faults);
        }
      }
    };
  }

  /** A plain object: the members listed keep their rules, and all of them are mappings. */
  static Rule objectWith(Member... members) {
    return (value, path, faults) -> {
      kind(ValueKind.OBJECT, value, path, faults);
      if (!(value instanceof JsonObject object) || ValueKind.of(value) == ValueKind.DIRECTIVE) {
        return;
      }
      List<Fault> found = new ArrayList<>();
      members(object, path, found);
      for (Member member : members) {
        Object argument = object.get(member.name());
        if (argument != null) {
          member.rule().check(argument, child(path, member.name()), found);
        } else if (member.required()) {
          found.add(new Fault(path, "should have a member \"" + member.name() + "\""));
        }
      }
      found.stream().distinct().forEach(faults::add);
    };
  }

  private static void directive(JsonObject object, String path, List<Fault> faults) {
    List<String> directives = new ArrayList<>();
    for (int i = 0; i < object.size(); i++) {
      String name = object.nameAt(i);
      if (Directives.isName(name)) {
        directives.add(name);
      } else if (!name.equals(Directives.METADATA)) {
        faults.add(
            new Fault(path, "has the directive beside the ordinary member \"" + name + "\""));
        return;
      }
    }
    if (directives.size() > 1) {
      faults.add(
          new Fault(path, "should be one directive and has " + String.join(", ", directives)));
      return;
    }
    String name = directives.get(0);
    Directive known = Directives.get(name);
    if (known == null) {
      faults.add(new Fault(path, "has the unknown directive " + name));
    } else {
      known.rule().check(object.get(name), child(path, name), faults);
    }
  }

  private static void members(JsonObject object, String path, List<Fault> faults) {
    for (int i = 0; i < object.size(); i++) {
      mapping(object.valueAt(i), child(path, object.nameAt(i)), faults);
    }
  }

  private static void kindOrDirective(
      ValueKind wanted, @Nullable Object value, String path, List<Fault> faults) {
    if (value instanceof JsonObject object && ValueKind.of(value) == ValueKind.DIRECTIVE) {
      directive(object, path, faults);
    } else {
      kind(wanted, value, path, faults);
    }
  }

  private static void kind(
      ValueKind wanted, @Nullable Object value, String path, List<Fault> faults) {
    ValueKind found = ValueKind.of(value);
    if (found != wanted) {
      faults.add(new Fault(path, "should be " + wanted.phrase() + " and is " + found.phrase()));
    }
  }

  /** The path of a member. */
  static String child(String path, String name) {
    return path.equals("/") ? "/" + name : path + "/" + name;
  }
}
