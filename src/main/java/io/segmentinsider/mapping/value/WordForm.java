package io.segmentinsider.mapping.value;

import io.segmentinsider.insider.UnicodeForm;
import java.util.Locale;

/**
 * The form in which words are looked up in a table: whatever their case, marks, blanks, points and
 * hyphens. {@code Opted-In}, {@code opted_in} and {@code OPTED IN} are one word.
 */
final class WordForm {

  private WordForm() {}

  /**
   * The form of a text; empty if nothing of it is a letter, a digit, a sign of money or a slash.
   */
  static String of(String text) {
    String lower = UnicodeForm.compatible(text).toLowerCase(Locale.ROOT);
    String decomposed = UnicodeForm.decomposed(lower);
    StringBuilder form = new StringBuilder(decomposed.length());
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      if (Character.isLetterOrDigit(c) || isSign(c) || isPartOfLetter(c)) {
        form.append(plain(c));
      }
    }
    return form.toString();
  }

  private static boolean isSign(char c) {
    boolean isNewSignOfMoney = c >= '\u20A0' && c <= '\u20CF';
    return c == '/' || Character.getType(c) == Character.CURRENCY_SYMBOL || isNewSignOfMoney;
  }

  /** Marks of alphabets in which they tell letters apart, and halves of rare characters. */
  private static boolean isPartOfLetter(char c) {
    boolean isAccent = c >= '\u0300' && c <= '\u036F';
    return Character.isSurrogate(c)
        || (!isAccent && Character.getType(c) == Character.NON_SPACING_MARK);
  }

  /** Letters that Unicode does not decompose and that are left out on many a keyboard. */
  private static char plain(char c) {
    return switch (c) {
      case 'ı' -> 'i';
      case 'ł' -> 'l';
      case 'ø' -> 'o';
      default -> c;
    };
  }
}
