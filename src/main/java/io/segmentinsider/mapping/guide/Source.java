package io.segmentinsider.mapping.guide;

import io.segmentinsider.compatibility.language.SharedPaths;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Where a field gets its value from: the first of several places in the event, often of one.
 * Whoever can tell whether a value can be read asks place by place.
 */
final class Source {

  private final Alternative[] alternatives;

  Source(List<Alternative> alternatives) {
    this.alternatives = alternatives.toArray(Alternative[]::new);
  }

  /** A compiled piece of a mapping. */
  @FunctionalInterface
  interface Piece {

    /**
     * The value for an event.
     *
     * @return null if there is none, {@link ValueConverter#UNREADABLE} if a directive failed on it
     */
    @Nullable
    Object of(JsonObject event);
  }

  /**
   * One of the places.
   *
   * @param piece what gives the value
   * @param places where it looks: an event with nothing at any of these has no value; null if that
   *     can't be told
   * @param words what the mapping says
   * @param plain where the value stands unless something else than an object is on the way; null if
   *     it has to be worked out
   * @param paths those that know the plain place
   * @param isAnother whether another value begins here, which does not stand in for one that is
   *     there and can't be read
   */
  record Alternative(
      Piece piece,
      @Nullable List<SharedPaths.Place> places,
      String words,
      @Nullable SharedPaths.Place plain,
      SharedPaths paths,
      boolean isAnother) {

    @Nullable
    private Object of(JsonObject event) {
      if (plain == null) {
        return piece.of(event);
      }
      Object object = paths.find(plain.parent(), event);
      return object instanceof JsonObject members
          ? members.get(plain.name())
          : besidesObjects(object, event);
    }

    @Nullable
    private Object raw(JsonObject event) {
      if (plain == null) {
        return piece.of(event);
      }
      Object object = paths.find(plain.parent(), event);
      return object instanceof JsonObject members
          ? members.raw(plain.name())
          : besidesObjects(object, event);
    }

    @Nullable
    private Object besidesObjects(@Nullable Object onTheWay, JsonObject event) {
      return ValueConverter.isAbsent(onTheWay) ? null : piece.of(event);
    }
  }

  /**
   * The value for an event; of several alternatives the first that says something.
   *
   * @return null if there is none, {@link ValueConverter#UNREADABLE} if a directive failed on this
   *     event
   */
  @Nullable
  Object of(JsonObject event) {
    if (alternatives.length == 1) {
      return alternatives[0].of(event);
    }
    for (Alternative alternative : alternatives) {
      Object value = alternative.of(event);
      if (!ValueConverter.isAbsent(value)) {
        return value;
      }
    }
    return null;
  }

  /** How many alternatives there are. */
  int alternatives() {
    return alternatives.length;
  }

  /**
   * The value of one alternative.
   *
   * @param place from 0
   * @return as above
   */
  @Nullable
  Object of(JsonObject event, int place) {
    return alternatives[place].of(event);
  }

  /**
   * The same, as {@link io.segmentinsider.json.TextSlice} if it is a text that nobody has to look
   * into.
   */
  @Nullable
  Object raw(JsonObject event, int place) {
    return alternatives[place].raw(event);
  }

  /**
   * Whether an alternative is another value than those before it: it does not stand in for one of
   * these that is there and can't be read.
   */
  boolean isAnother(int place) {
    return alternatives[place].isAnother();
  }

  /**
   * Where it looks: an event with nothing at any of these places has no value.
   *
   * @return null if that can't be told
   */
  @Nullable
  List<SharedPaths.Place> places() {
    List<SharedPaths.Place> all = new ArrayList<>();
    for (Alternative alternative : alternatives) {
      if (alternative.places() == null) {
        return null;
      }
      all.addAll(alternative.places());
    }
    return all;
  }

  /**
   * Where an alternative looks.
   *
   * @param all what the mapping says of all of them
   */
  String words(int place, String all) {
    return alternatives.length == 1 ? all : alternatives[place].words();
  }
}
