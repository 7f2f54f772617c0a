package io.segmentinsider.mapping.guide;

import io.segmentinsider.compatibility.language.Path;
import io.segmentinsider.insider.FieldType;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code at_least} of a mapping file's entry: amounts that an event must reach. They are read as
 * amounts of the user object are, from numbers and text alike; what can't be read reaches nothing.
 */
public final class Thresholds {

  private static final Set<String> OBJECTS = Set.of("properties", "traits", "context");

  private final List<Threshold> all;

  private Thresholds(List<Threshold> all) {
    this.all = List.copyOf(all);
  }

  private record Threshold(String field, Source source, double least, ValueConverter converter) {

    private boolean isReachedBy(SegmentEvent event) {
      Object raw = source.of(event.json());
      Circumstances about = new Circumstances(event.json(), event.eventTime(), null);
      Object read = raw == null ? null : converter.convert(FieldType.AMOUNT, raw, about);
      Object value = read instanceof Converted converted ? converted.value() : read;
      return value instanceof Number number && number.doubleValue() >= least;
    }
  }

  static Thresholds compile(Spec spec, ValueConverter converter) {
    Sources sources = new Sources();
    List<Threshold> all = new ArrayList<>();
    for (Spec member : spec.members()) {
      String field = member.name();
      List<String> keys = Path.ofPlaceholder(field).keys();
      if (keys.size() < 2 || !OBJECTS.contains(keys.get(0))) {
        throw member.wrong("must name a field as triggers do, such as properties.revenue");
      }
      if (!(member.value() instanceof Number least) || !Double.isFinite(least.doubleValue())) {
        throw member.wrong("must be a number");
      }
      Spec path = new Spec(member.path(), new JsonObject(1).put("@path", "$." + field));
      all.add(new Threshold(field, sources.compile(path), least.doubleValue(), converter));
    }
    return new Thresholds(all);
  }

  /** Whether the event reaches all of them. */
  public boolean areReachedBy(SegmentEvent event) {
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).isReachedBy(event)) {
        return false;
      }
    }
    return true;
  }

  /** For people: {@code properties.revenue at least 10}; none for none. */
  public List<String> inWords() {
    return all.stream()
        .map(one -> one.field() + " at least " + JsonNumbers.text(one.least()))
        .toList();
  }
}
