package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Looks the objects that many fields stand in up once per event: most events have no {@code
 * context.traits}, and then no field of it needs a search.
 */
final class SharedPaths {

  private static final int ROOT = -1;
  private static final Object NOT_LOOKED_UP = new Object();

  private final Map<String, Integer> places = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private Object[] found = new Object[0];
  @Nullable private JsonObject event;

  /**
   * One object on the way to a field.
   *
   * @param parent place of the object it stands in; {@link #ROOT} for the event itself
   * @param name its name there
   */
  private record Step(int parent, String name) {}

  /**
   * A source for a plain path.
   *
   * @param path names joined by dots, with or without {@code $.} in front
   * @param language the same path in the mapping language, for events where something else than an
   *     object stands on the way
   * @return null if the path is not plain
   */
  @Nullable
  Source source(String path, Source language) {
    String plain = path.startsWith("$.") ? path.substring(2) : path;
    if (!isPlain(plain)) {
      return null;
    }
    int dot = plain.lastIndexOf('.');
    int parent = dot < 0 ? ROOT : place(plain.substring(0, dot));
    return new Plain(new Place(parent, plain.substring(dot + 1)), language);
  }

  /**
   * A member of an object on the way.
   *
   * @param parent which object; a number that only these paths know
   * @param name the member's name
   */
  record Place(int parent, String name) {}

  /** A plain path. */
  private final class Plain implements Source {

    private final Place place;
    private final int parent;
    private final String name;
    private final Source language;

    Plain(Place place, Source language) {
      this.place = place;
      this.parent = place.parent();
      this.name = place.name().intern();
      this.language = language;
    }

    @Override
    @Nullable
    public Object of(JsonObject input) {
      Object object = find(parent, input);
      if (object instanceof JsonObject members) {
        return members.get(name);
      }
      return ValueConverter.isAbsent(object) ? null : language.of(input);
    }

    @Override
    public List<Place> places() {
      return List.of(place);
    }
  }

  private static boolean isPlain(String path) {
    boolean inName = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && (c != '.' || !inName)) {
        return false;
      }
      inName = c != '.';
    }
    return inName;
  }

  private int place(String path) {
    Integer known = places.get(path);
    if (known != null) {
      return known;
    }
    int dot = path.lastIndexOf('.');
    int parent = dot < 0 ? ROOT : place(path.substring(0, dot));
    steps.add(new Step(parent, path.substring(dot + 1).intern()));
    places.put(path, steps.size() - 1);
    found = new Object[steps.size()];
    return steps.size() - 1;
  }

  /**
   * What stands where an object on the way is looked for; what is there instead if it is none. The
   * event is the same one only if it is the same object: equal ones are not looked for.
   */
  @Nullable
  @SuppressWarnings("ReferenceEquality")
  Object find(int place, JsonObject input) {
    if (place == ROOT) {
      return input;
    }
    if (input != event) {
      Arrays.fill(found, NOT_LOOKED_UP);
      event = input;
    }
    Object known = found[place];
    if (known == NOT_LOOKED_UP) {
      Step step = steps.get(place);
      Object parent = find(step.parent(), input);
      known = parent instanceof JsonObject object ? object.get(step.name()) : parent;
      found[place] = known;
    }
    return known;
  }
}
