package io.segmentinsider.compatibility.language;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Looks the objects that many fields stand in up once per event: most events have no {@code
 * context.traits}, and then no field of it needs a search. For one thread.
 */
public final class SharedPaths {

  private static final int ROOT = -1;
  private static final Object NOT_LOOKED_UP = new Object();
  private static final String PATH = "@path";

  /** Directives that read the event only through the directives in them. */
  private static final Set<String> TRANSPARENT = Set.of("@if", "@replace", "@case");

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
   * A member of an object on the way.
   *
   * @param parent which object; a number that only these paths know
   * @param name the member's name
   */
  public record Place(int parent, String name) {}

  /**
   * The place of a plain path.
   *
   * @param path names joined by dots, with or without {@code $.} in front
   * @return null if the path is not plain
   */
  @Nullable
  public Place place(String path) {
    String plain = path.startsWith("$.") ? path.substring(2) : path;
    if (!isPlain(plain)) {
      return null;
    }
    int dot = plain.lastIndexOf('.');
    int parent = dot < 0 ? ROOT : parent(plain.substring(0, dot));
    return new Place(parent, plain.substring(dot + 1).intern());
  }

  /**
   * Where a piece of a mapping looks, if it reads the event by plain paths only.
   *
   * @return null if that can't be told
   */
  @Nullable
  public List<Place> places(@Nullable Object piece) {
    List<Place> places = new ArrayList<>();
    return addPlaces(piece, places) ? List.copyOf(places) : null;
  }

  private boolean addPlaces(@Nullable Object piece, List<Place> places) {
    if (!(piece instanceof JsonObject object)) {
      return !(piece instanceof JsonArray);
    }
    for (int i = 0; i < object.size(); i++) {
      String name = object.nameAt(i);
      Object value = object.valueAt(i);
      boolean known;
      if (name.equals(PATH)) {
        Place plain = value instanceof String path ? place(path) : null;
        known = plain != null && places.add(plain);
      } else {
        known = (!name.startsWith("@") || TRANSPARENT.contains(name)) && addPlaces(value, places);
      }
      if (!known) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(String path) {
    boolean inName = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && (c != '.' || !inName)) {
        return false;
      }
      inName = c != '.';
    }
    return inName;
  }

  private int parent(String path) {
    Integer known = places.get(path);
    if (known != null) {
      return known;
    }
    int dot = path.lastIndexOf('.');
    int parent = dot < 0 ? ROOT : parent(path.substring(0, dot));
    steps.add(new Step(parent, path.substring(dot + 1).intern()));
    places.put(path, steps.size() - 1);
    found = new Object[steps.size()];
    return steps.size() - 1;
  }

  /**
   * What stands where an object on the way is looked for; what is there instead if it is none. The
   * event is the same one only if it is the same object: equal ones are not looked for.
   *
   * @param place {@link Place#parent}
   */
  @Nullable
  @SuppressWarnings("ReferenceEquality")
  public Object find(int place, JsonObject input) {
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
