package io.segmentinsider.lab.report;

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
    GAP(
        "GAP",
        "gaps in the offsets: positions were not in Kafka any more when they were to be read, see the"
            + " dead letters offset-gap"),
    LOST("LOST", "published positions have no outcome"),
    TWICE("DOUBLED", "updates have more than one outcome"),
    CONTRADICTION(
        "CONTRADICTED",
        "records were refused or unmatched as a whole, and have other outcomes, too"),
    UNKNOWN("UNKNOWN", "outcomes name a position that was not published"),
    EVENTS(
        "MISCOUNTED",
        "updates whose receipt counts other refused events than there are dead letters");

    /** Loud, so that nobody overlooks it in a log. */
    private final String word;

    private final String sentence;

    Kind(String word, String sentence) {
      this.word = word;
      this.sentence = sentence;
    }
  }

  private record Found(long count, SourcePosition example, @Nullable String mappingName) {

    private Found plusOne() {
      return new Found(count + 1, example, mappingName);
    }

    private String where() {
      return example.topic()
          + "-"
          + example.partition()
          + "@"
          + example.offset()
          + (example.of() == 1 ? "" : "[" + example.index() + "]")
          + (mappingName == null ? "" : " (" + mappingName + ")");
    }
  }

  void add(Kind kind, SourcePosition example, @Nullable String mappingName) {
    found.merge(kind, new Found(1, example, mappingName), (known, first) -> known.plusOne());
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
            sentences.add(
                kind.word
                    + ": "
                    + what.count()
                    + " "
                    + kind.sentence
                    + ", first: "
                    + what.where()));
    if (!totals.recordsAddUp()) {
      sentences.add("MISCOUNTED: read is not accepted + repeats + unmatched + refused");
    }
    if (!totals.updatesAddUp()) {
      sentences.add(
          "MISCOUNTED: updates is not delivered + suppressed + unchanged + linked + update dead letters");
    }
    return sentences;
  }
}
