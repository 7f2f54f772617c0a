package io.segmentinsider.mapping.value;

import java.util.Set;

/** Text by which people and programs say that there is no value: it is not there. */
public final class NoValue {

  private static final Set<String> WORDS =
      Set.of("n/a", "na", "nan", "null", "none", "nil", "undefined");

  private NoValue() {}

  /** Whether a value is such a word, or a text without a letter, digit or sign of money. */
  public static boolean isOne(Object value) {
    if (!(value instanceof String text)) {
      return false;
    }
    String word = WordForm.of(text);
    return word.isEmpty() || WORDS.contains(word);
  }
}
