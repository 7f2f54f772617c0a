package io.segmentinsider.mapping.guide;

import io.segmentinsider.compatibility.language.Path;
import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What a mapping reads of an event, as a tree of names: what is left is "any other property" and
 * becomes custom (docs/segment-spec.md#unknown-properties).
 */
final class ReadPaths {

  /** A mapping that reads nothing. */
  static final ReadPaths NONE = new ReadPaths();

  /**
   * They look at what other fields read, or at the same values again, or do so only for events of
   * guests.
   */
  private static final Set<String> NOT_READING =
      Set.of(
          FieldGroup.UNMAPPED,
          FieldGroup.OPT_INS,
          EventAction.WITHOUT_PRODUCTS,
          GuideActions.WITHOUT_UUID);

  private static final String EVENT_PARAMS = "event_params";

  private final Map<String, ReadPaths> members = new HashMap<>();
  private boolean read;
  private boolean alternative;
  private boolean holdsOptIns;

  /** Collects the paths of all directives in a mapping. */
  static ReadPaths of(Object mapping) {
    ReadPaths paths = new ReadPaths();
    paths.collect(mapping);
    return paths;
  }

  /** The same for the shape of a product line. */
  static ReadPaths ofLine(Object shape) {
    ReadPaths paths = new ReadPaths();
    if (shape instanceof JsonObject group) {
      paths.collectParameters(group);
    }
    return paths;
  }

  /** Whether it is read by a parameter only if no other place comes first. */
  boolean isAlternative() {
    return alternative && !read;
  }

  /** Whether all of it is read. */
  boolean isRead() {
    return read;
  }

  /** Whether its members that are named after a consent are read. */
  boolean holdsOptIns() {
    return holdsOptIns;
  }

  /** What is read of a member; null if nothing is. */
  @Nullable
  ReadPaths member(String name) {
    return members.get(name);
  }

  /** What is read below a path. */
  ReadPaths below(String path) {
    ReadPaths at = this;
    for (String key : Path.ofDirective(path).keys()) {
      at = at.members.get(key);
      if (at == null) {
        return NONE;
      }
    }
    return at;
  }

  private void collect(Object mapping) {
    if (mapping instanceof JsonArray list) {
      for (Object item : list) {
        collect(item);
      }
    } else if (mapping instanceof JsonObject object) {
      for (int i = 0; i < object.size(); i++) {
        collect(object.nameAt(i), object.valueAt(i));
      }
    }
  }

  /** Several places of one parameter: which of them it reads is known for each event only. */
  private void collectParameters(JsonObject group) {
    for (int i = 0; i < group.size(); i++) {
      String name = group.nameAt(i);
      DefaultParameter parameter = DefaultParameter.of(name);
      if (parameter != null
          && parameter.type() != FieldType.TAXONOMY
          && group.valueAt(i) instanceof JsonArray places) {
        for (Object place : places) {
          collectAlternative(place);
        }
      } else {
        collect(name, group.valueAt(i));
      }
    }
  }

  private void collectAlternative(Object place) {
    if (place instanceof JsonArray spellings) {
      spellings.forEach(this::collectAlternative);
    } else if (place instanceof JsonObject directive
        && directive.size() == 1
        && directive.get("@path") instanceof String path) {
      at(Path.ofDirective(path)).alternative = true;
    } else {
      collect(place);
    }
  }

  private void collect(String name, Object value) {
    if (name.equals(FieldGroup.OPT_INS)) {
      OptIns.paths(value).forEach(path -> at(Path.ofDirective(path)).holdsOptIns = true);
    }
    if (NOT_READING.contains(name)) {
      return;
    }
    if (name.equals(EVENT_PARAMS) && value instanceof JsonObject group) {
      collectParameters(group);
      return;
    }
    if (name.equals("@path") && value instanceof String path) {
      add(Path.ofDirective(path));
    } else if (name.equals("@arrayPath") && value instanceof JsonArray list && !list.isEmpty()) {
      // The shape's own paths start at the item, so only the list itself counts here.
      if (list.get(0) instanceof String path) {
        add(Path.ofDirective(path));
      } else if (list.get(0) instanceof JsonArray places && !places.isEmpty()) {
        // The others may hold something else; what is read of them is known for each event only.
        collect(places.get(0));
      } else {
        collect(list.get(0));
      }
    } else if (name.equals("@template") && value instanceof String template) {
      addPlaceholders(template);
    } else {
      collect(value);
    }
  }

  private void addPlaceholders(String template) {
    int open = template.indexOf("{{");
    while (open >= 0) {
      int close = template.indexOf("}}", open);
      if (close < 0) {
        return;
      }
      add(Path.ofPlaceholder(template.substring(open, close).replace("{", "").trim()));
      open = template.indexOf("{{", close);
    }
  }

  private ReadPaths at(Path path) {
    ReadPaths at = this;
    for (String key : path.keys()) {
      at = at.members.computeIfAbsent(key, unused -> new ReadPaths());
    }
    return at;
  }

  private void add(Path path) {
    ReadPaths at = at(path);
    // A path to the whole of something is how the rest of it is found, not a field of its own.
    at.read = at != this;
  }
}
