package io.segmentinsider.local.report;

import io.segmentinsider.record.SourcePosition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** What speaks against {@code accounted}: a count and the first example of each kind. */
final class Problems {

  private final Map<Kind, Found> found = new EnumMap<>(Kind.class);

  /** What can be wrong with the outcomes. */
  enum Kind {
    LOST("published positions have no outcome"),
    TWICE("updates have more than one outcome"),
    CONTRADICTION("records were refused or unmatched as a whole, and have other outcomes, too"),
    UNKNOWN("outcomes name a position that was not published"),
    EVENTS("updates whose receipt counts other refused events than there are dead letters");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }
  }

  private record Found(long count, SourcePosition example, @Nullable String action) {

    private Found plusOne() {
      return new Found(count + 1, example, action);
    }

    private String where() {
      return example.topic()
          + "-"
          + example.partition()
          + "@"
          + example.offset()
          + (action == null ? "" : " (" + action + ")");
    }
  }

  void add(Kind kind, SourcePosition example, @Nullable String action) {
    found.merge(kind, new Found(1, example, action), (known, first) -> known.plusOne());
  }

  Problems copy() {
    Problems copy = new Problems();
    copy.found.putAll(found);
    return copy;
  }

  /** One sentence a problem, those of the sums after those of the positions. */
  List<String> sentences(Totals totals) {
    List<String> sentences = new ArrayList<>();
    found.forEach(
        (kind, what) ->
            sentences.add(what.count() + " " + kind.sentence + ", first: " + what.where()));
    if (!totals.recordsAddUp()) {
      sentences.add("read is not accepted + repeats + unmatched + refused");
    }
    if (!totals.updatesAddUp()) {
      sentences.add(
          "updates is not delivered + suppressed + unchanged + linked + update dead letters");
    }
    return sentences;
  }
}
