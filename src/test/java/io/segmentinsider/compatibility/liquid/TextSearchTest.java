package io.segmentinsider.compatibility.liquid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextSearchTest {

  /** All texts of two letters, in which everything overlaps. */
  @Test
  void findsWhatJavaFinds() {
    List<String> texts = texts(7);
    for (String wanted : texts(4)) {
      TextSearch search = new TextSearch(wanted);
      for (String text : texts) {
        assertThat(search.last(text)).as(text + " " + wanted).isEqualTo(text.lastIndexOf(wanted));
        for (int from = 0; from <= text.length(); from++) {
          assertThat(search.first(text, from))
              .as(text + " " + wanted + " " + from)
              .isEqualTo(text.indexOf(wanted, from));
        }
      }
    }
  }

  private static List<String> texts(int longest) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < longest; i++) {
      texts.add(texts.get(i) + "a");
      texts.add(texts.get(i) + "b");
    }
    return texts;
  }
}
