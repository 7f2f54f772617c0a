package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Of several sources the first that says something. */
final class FirstPresent implements Source {

  private final Alternative[] alternatives;

  FirstPresent(List<Alternative> alternatives) {
    this.alternatives = alternatives.toArray(Alternative[]::new);
  }

  /**
   * One of the sources.
   *
   * @param source the source
   * @param words what the mapping says
   */
  record Alternative(Source source, String words) {}

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
  public String origin(JsonObject event, String words) {
    List<String> present = present(event);
    return present.isEmpty() ? words : present.get(0);
  }

  @Override
  public List<String> passedOver(JsonObject event) {
    List<String> present = present(event);
    return present.isEmpty() ? present : present.subList(1, present.size());
  }

  private List<String> present(JsonObject event) {
    List<String> present = new ArrayList<>(alternatives.length);
    for (Alternative alternative : alternatives) {
      if (!ValueConverter.isAbsent(alternative.source().of(event))) {
        present.add(alternative.words());
      }
    }
    return present;
  }
}
