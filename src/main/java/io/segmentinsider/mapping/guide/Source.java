package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
import java.util.List;
import javax.annotation.Nullable;

/** Where a field gets its value from: a compiled piece of a mapping. */
@FunctionalInterface
interface Source {

  /**
   * The value for an event; of several alternatives the first that says something.
   *
   * @return null if there is none, {@link ValueConverter#UNREADABLE} if a directive failed on this
   *     event
   */
  @Nullable
  Object of(JsonObject event);

  /** How many alternatives there are. */
  default int alternatives() {
    return 1;
  }

  /**
   * The value of one alternative.
   *
   * @param place from 0
   * @return as above
   */
  @Nullable
  default Object of(JsonObject event, int place) {
    return of(event);
  }

  /**
   * Whether an alternative is another value than those before it: it does not stand in for one of
   * these that is there and can't be read.
   */
  default boolean isAnother(int place) {
    return false;
  }

  /**
   * Where it looks: an event with nothing at any of these places has no value.
   *
   * @return null if that can't be told
   */
  @Nullable
  default List<SharedPaths.Place> places() {
    return null;
  }

  /**
   * Where an alternative looks.
   *
   * @param all what the mapping says of all of them
   */
  default String words(int place, String all) {
    return all;
  }
}
