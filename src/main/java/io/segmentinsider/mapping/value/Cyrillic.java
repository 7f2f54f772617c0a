package io.segmentinsider.mapping.value;

import com.anyascii.AnyAscii;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Cyrillic words written in Latin letters, and read back. Several letters are written alike ({@code
 * е} and {@code э}), and some as two others would be ({@code ц} and {@code тс}); only a word that
 * is read back as it was can't be taken for another one.
 */
final class Cyrillic {

  /**
   * What is read back. Of two letters that are written alike one is missing, and so are the letters
   * of other languages than Russian and Bulgarian, which would make many a word ambiguous.
   */
  private static final String ALPHABET = "абвгдежзийклмнопрстуфхцчшщюя";

  private static final String VOWELS = "аеиоуыюя";

  private static final int LONGEST = 4;

  private static final Map<String, Character> LETTERS = letters();

  private Cyrillic() {}

  private static Map<String, Character> letters() {
    Map<String, Character> letters = new HashMap<>();
    for (int i = 0; i < ALPHABET.length(); i++) {
      letters.put(AnyAscii.transliterate((int) ALPHABET.charAt(i)), ALPHABET.charAt(i));
    }
    return Map.copyOf(letters);
  }

  /** The Cyrillic word that a Latin one is read as; null if it is none. */
  @Nullable
  static String read(CharSequence latin) {
    StringBuilder word = new StringBuilder(latin.length());
    int at = 0;
    while (at < latin.length()) {
      int end = Math.min(latin.length(), at + LONGEST);
      Character letter = LETTERS.get(latin.subSequence(at, end).toString());
      while (letter == null && end > at + 1) {
        end--;
        letter = LETTERS.get(latin.subSequence(at, end).toString());
      }
      if (letter == null) {
        return null;
      }
      word.append(letter == 'й' && isBehindConsonant(word) ? 'ы' : letter.charValue());
      at = end;
    }
    return word.toString();
  }

  /** There {@code y} is the vowel: no Russian word has the other letter behind a consonant. */
  private static boolean isBehindConsonant(CharSequence word) {
    return word.length() > 0 && VOWELS.indexOf(word.charAt(word.length() - 1)) < 0;
  }
}
