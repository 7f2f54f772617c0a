package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Tells which members the object can have that a piece of a mapping gives, whatever the event. Some
 * pieces take their names from the event, and nothing can be told of those.
 */
final class MemberNames {

  private static final String ROOT_DIRECTIVE = "__segment_internal_directive";

  private MemberNames() {}

  /** The names depend on the event. */
  static final class UnknownException extends Exception {

    private static final long serialVersionUID = 1L;

    private UnknownException(String directive) {
      super(
          "takes its names from the event ("
              + directive
              + "), and the names of identifiers must be known before the first event: write"
              + " {\"name\": directive} for each of them",
          null,
          false,
          false);
    }
  }

  /** The names of all members. */
  static Set<String> of(@Nullable Object mapping) throws UnknownException {
    Set<String> names = new LinkedHashSet<>();
    for (JsonObject object : objects(mapping)) {
      for (int i = 0; i < object.size(); i++) {
        names.add(object.nameAt(i));
      }
    }
    return names;
  }

  /** What a mapping may have for a member: nothing, one piece, or one of several. */
  static List<Object> valuesOf(String member, JsonObject mapping) throws UnknownException {
    List<Object> values = new ArrayList<>();
    for (JsonObject object : objects(mapping)) {
      if (object.get(member) != null) {
        values.add(object.get(member));
      }
    }
    return values;
  }

  /** The objects one of which, or several merged, the piece gives; none if it gives no object. */
  private static List<JsonObject> objects(@Nullable Object mapping) throws UnknownException {
    if (!(mapping instanceof JsonObject object)) {
      return List.of();
    }
    if (object.has(ROOT_DIRECTIVE)) {
      throw new UnknownException(ROOT_DIRECTIVE);
    }
    for (int i = 0; i < object.size(); i++) {
      if (object.nameAt(i).startsWith("@")) {
        return given(object.nameAt(i), object.valueAt(i));
      }
    }
    return List.of(object);
  }

  private static List<JsonObject> given(String directive, @Nullable Object argument)
      throws UnknownException {
    JsonObject options = argument instanceof JsonObject object ? object : new JsonObject();
    return switch (directive) {
      case "@if" -> both(objects(options.get("then")), objects(options.get("else")));
      case "@merge" -> merged(options.get("objects"));
      case "@transform" -> objects(options.get("mapping"));
      case "@case" -> objects(options.get("value"));
      case "@excludeWhenNull" -> objects(argument);
      case "@literal" -> argument instanceof JsonObject object ? List.of(object) : List.of();
      case "@template", "@liquid", "@replace" -> List.of();
      default -> throw new UnknownException(directive);
    };
  }

  private static List<JsonObject> merged(@Nullable Object parts) throws UnknownException {
    List<JsonObject> all = new ArrayList<>();
    if (parts instanceof JsonArray list) {
      for (Object part : list) {
        all.addAll(objects(part));
      }
    }
    return all;
  }

  private static List<JsonObject> both(List<JsonObject> some, List<JsonObject> more) {
    List<JsonObject> both = new ArrayList<>(some);
    both.addAll(more);
    return both;
  }
}
