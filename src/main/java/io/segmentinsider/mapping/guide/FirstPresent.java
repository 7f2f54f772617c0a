package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
import java.util.List;
import javax.annotation.Nullable;

/** Of several sources the first that says something. */
final class FirstPresent implements Source {

  private final Source[] sources;

  FirstPresent(List<Source> sources) {
    this.sources = sources.toArray(Source[]::new);
  }

  @Override
  @Nullable
  public Object of(JsonObject event) {
    for (Source source : sources) {
      Object value = source.of(event);
      if (!ValueConverter.isAbsent(value)) {
        return value;
      }
    }
    return null;
  }
}
