package io.segmentinsider.insider;

import java.text.Normalizer;

/**
 * Unicode's normal forms (UAX #15) in a time that grows with the length of the text and no faster.
 *
 * <p>The order of the marks on one letter is part of these forms, and Java finds it by moving each
 * mark past the others: a text of 100 kB that is one letter under marks takes seconds, and four
 * times as long if it is twice as long. No language puts more than a few marks on a letter, so what
 * goes beyond {@value #MAX_MARKS}, the bound of Unicode's own Stream-Safe Text Format, is left out.
 */
public final class UnicodeForm {

  /** Marks on one letter at most. */
  static final int MAX_MARKS = 30;

  /** The lowest mark. All text below it is in order as it is. */
  private static final char FIRST_MARK = '\u0300';

  private UnicodeForm() {}

  /** Letters and their marks as one character, where there is one. */
  public static String composed(String text) {
    return of(text, Normalizer.Form.NFC);
  }

  /** The same, and one character for those that are only written differently. */
  public static String compatible(String text) {
    return of(text, Normalizer.Form.NFKC);
  }

  /** Letters and their marks as characters of their own. */
  public static String decomposed(String text) {
    return of(text, Normalizer.Form.NFD);
  }

  /** A mark may be made of two, so what is made is looked through, too. */
  private static String of(String text, Normalizer.Form form) {
    return withFewMarks(Normalizer.normalize(withFewMarks(text), form));
  }

  private static String withFewMarks(String text) {
    int length = text.length();
    int marks = 0;
    StringBuilder kept = null;
    int at = 0;
    while (at < length) {
      int codePoint = text.codePointAt(at);
      int size = Character.charCount(codePoint);
      marks = codePoint >= FIRST_MARK && isMark(codePoint) ? marks + 1 : 0;
      if (marks > MAX_MARKS && kept == null) {
        kept = new StringBuilder(length).append(text, 0, at);
      } else if (marks <= MAX_MARKS && kept != null) {
        kept.appendCodePoint(codePoint);
      }
      at += size;
    }
    return kept == null ? text : kept.toString();
  }

  /**
   * Whether a character, or what it is made of, may have to change places with the one before it.
   */
  static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      // Voiced sound marks of half width are letters themselves, and made of marks.
      default -> codePoint == 0xFF9E || codePoint == 0xFF9F;
    };
  }
}
