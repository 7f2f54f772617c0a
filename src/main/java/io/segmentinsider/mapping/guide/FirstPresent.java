package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** Of several sources the first that says something. */
final class FirstPresent implements Source {

  private final Source[] sources;

  private FirstPresent(List<Source> sources) {
    this.sources = sources.toArray(Source[]::new);
  }

  static Source of(JsonArray specs) {
    List<Source> sources = new ArrayList<>(specs.size());
    for (Object spec : specs) {
      sources.add(Sources.compile(spec));
    }
    return new FirstPresent(sources);
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
