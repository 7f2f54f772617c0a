package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Several places in which one value may stand. */
final class Alternatives implements Source {

  private final Alternative[] alternatives;

  Alternatives(List<Alternative> alternatives) {
    this.alternatives = alternatives.toArray(Alternative[]::new);
  }

  /**
   * One of the places.
   *
   * @param source the place
   * @param words what the mapping says
   * @param isAnother whether another value begins here, which does not stand in for one that is
   *     there and can't be read
   */
  record Alternative(Source source, String words, boolean isAnother) {}

  @Override
  @Nullable
  public Object of(JsonObject event) {
    for (Alternative alternative : alternatives) {
      Object value = alternative.source().of(event);
      if (!ValueConverter.isAbsent(value)) {
        return value;
      }
    }
    return null;
  }

  @Override
  public int alternatives() {
    return alternatives.length;
  }

  @Override
  @Nullable
  public Object of(JsonObject event, int place) {
    return alternatives[place].source().of(event);
  }

  @Override
  public boolean isAnother(int place) {
    return alternatives[place].isAnother();
  }

  @Override
  public String words(int place, String all) {
    return alternatives[place].words();
  }

  @Override
  @Nullable
  public List<SharedPaths.Place> places() {
    List<SharedPaths.Place> all = new ArrayList<>();
    for (Alternative alternative : alternatives) {
      List<SharedPaths.Place> places = alternative.source().places();
      if (places == null) {
        return null;
      }
      all.addAll(places);
    }
    return all;
  }
}
