package io.segmentinsider.record;

import io.segmentinsider.Golden;
import io.segmentinsider.identity.LinkChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The closed lists of words in receipts, dead letters and the audit. */
class WordsStayTest {

  @Test
  void noWordOfTheTopicsChanges() throws IOException {
    List<String> words = new ArrayList<>();
    add(words, "receipt status", Receipt.Status.values(), Receipt.Status::code);
    Guidance.ofSuppressions().keySet().forEach(rule -> words.add("receipt reason " + rule));
    words.add("receipt reason " + Receipt.REPLAY);
    add(words, "receipt repair", Repair.Kind.values(), Repair.Kind::code);
    add(words, "dead letter reason", Reason.values(), Reason::code);
    add(words, "dead letter stage", Stage.values(), Stage::code);
    add(words, "dead letter scope", DeadLetter.Scope.values(), DeadLetter.Scope::code);
    add(words, "link change", LinkChange.Kind.values(), LinkChange.Kind::code);
    Golden.assertAllStay(
        "words.txt",
        words,
        "whoever counts or sorts by a word that goes counts nothing any more, and says nothing"
            + " about it.");
  }

  private static <T> void add(
      List<String> words, String list, T[] values, Function<T, String> code) {
    for (T value : values) {
      words.add(list + " " + code.apply(value));
    }
  }
}
