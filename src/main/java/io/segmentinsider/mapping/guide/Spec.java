package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * A place in a mapping that is being compiled, so that every complaint can say where.
 *
 * @param path member names and list places joined by {@code /}
 * @param value what stands there; null if nothing does
 */
record Spec(String path, @Nullable Object value) {

  /** Stands between alternatives in words. */
  static final String OR = " | ";

  /** The member of that name; its value is null if there is none. */
  Spec member(String name) {
    return new Spec(path + "/" + name, object().get(name));
  }

  /** All members, in order; none if nothing stands here. */
  List<Spec> members() {
    JsonObject object = object();
    List<Spec> members = new ArrayList<>(object.size());
    for (int i = 0; i < object.size(); i++) {
      members.add(new Spec(path + "/" + object.nameAt(i), object.valueAt(i)));
    }
    return members;
  }

  /** The last name of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Where the value comes from: a path as it is, alternatives with {@code |}, all else as JSON. */
  String inWords() {
    if (value instanceof JsonObject directive
        && directive.size() == 1
        && directive.get("@path") instanceof String path) {
      return path;
    }
    if (value instanceof JsonArray list) {
      List<String> words = new ArrayList<>();
      for (Object item : list) {
        words.add(new Spec(path, item).inWords());
      }
      return String.join(OR, words);
    }
    return JsonWriter.text(value);
  }

  boolean isPresent() {
    return value != null;
  }

  /** The object that stands here; an empty one if nothing does. */
  JsonObject object() {
    if (value == null) {
      return new JsonObject();
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrong("must be an object");
  }

  /** The list of texts that stands here; null if nothing does. */
  @Nullable
  List<String> texts() {
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonArray list)) {
      throw wrong("must be a list of names");
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object item : list) {
      if (!(item instanceof String text)) {
        throw wrong("must be a list of names");
      }
      texts.add(text);
    }
    return texts;
  }

  /** The switch that stands here. */
  boolean isOn(boolean unlessSaid) {
    if (value == null) {
      return unlessSaid;
    }
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw wrong("must be true or false");
  }

  /** Refuses members that the action does not know: a typing error must not lose data silently. */
  void requireMembers(Set<String> known) {
    for (Spec member : members()) {
      if (!known.contains(member.name())) {
        throw member.wrong("is unknown; known are " + new TreeSet<>(known));
      }
    }
  }

  /** The complaint that this place breaks a rule. */
  IllegalArgumentException wrong(String rule) {
    return new IllegalArgumentException(path + " " + rule);
  }
}
