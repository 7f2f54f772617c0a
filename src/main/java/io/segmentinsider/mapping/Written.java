package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.annotation.Nullable;

/**
 * A value of a mapping file that knows where it is written, also once it stands somewhere else:
 * whatever is wrong with a field of a block is to be put right in the block.
 */
sealed interface Written {

  /** Names and list places, each with {@code /} in front; empty for the whole file. */
  String place();

  /** The value without its places. */
  @Nullable
  Object json();

  /**
   * Tells of all values within that do not stand where they are written.
   *
   * @param path where this value stands
   * @param expected where it is written if nothing is told of it
   * @param moved takes the path at which a value stands, and the one at which it is written
   */
  void tell(String path, String expected, BiConsumer<String, String> moved);

  /** A value with all that is in it, as it is written. */
  static Written of(@Nullable Object json, String place) {
    if (json instanceof JsonObject object) {
      Map<String, Written> members = new LinkedHashMap<>();
      for (int i = 0; i < object.size(); i++) {
        String name = object.nameAt(i);
        members.put(name, of(object.valueAt(i), place + "/" + name));
      }
      return new Members(place, members);
    }
    if (json instanceof JsonArray list) {
      List<Written> items = new ArrayList<>(list.size());
      for (int i = 0; i < list.size(); i++) {
        items.add(of(list.get(i), place + "/" + i));
      }
      return new Items(place, items);
    }
    return new Single(place, json);
  }

  /**
   * An object.
   *
   * @param members in order
   */
  record Members(String place, Map<String, Written> members) implements Written {

    /** Whether it is one value of Segment's mapping language, such as {@code {"@path": "$.x"}}. */
    boolean isDirective() {
      return members.keySet().stream().anyMatch(name -> name.startsWith("@"));
    }

    @Override
    public JsonObject json() {
      JsonObject object = new JsonObject(members.size());
      members.forEach((name, member) -> object.put(name, member.json()));
      return object;
    }

    @Override
    public void tell(String path, String expected, BiConsumer<String, String> moved) {
      if (!place.equals(expected)) {
        moved.accept(path, place);
      }
      members.forEach((name, member) -> member.tell(path + "/" + name, place + "/" + name, moved));
    }
  }

  /** A list. */
  record Items(String place, List<Written> items) implements Written {

    @Override
    public JsonArray json() {
      JsonArray list = new JsonArray(items.size());
      items.forEach(item -> list.add(item.json()));
      return list;
    }

    @Override
    public void tell(String path, String expected, BiConsumer<String, String> moved) {
      if (!place.equals(expected)) {
        moved.accept(path, place);
      }
      for (int i = 0; i < items.size(); i++) {
        items.get(i).tell(path + "/" + i, place + "/" + i, moved);
      }
    }
  }

  /** Any other value. */
  record Single(String place, @Nullable Object json) implements Written {

    @Override
    public void tell(String path, String expected, BiConsumer<String, String> moved) {
      if (!place.equals(expected)) {
        moved.accept(path, place);
      }
    }
  }
}
