package io.segmentinsider.mapping.value;

import com.anyascii.AnyAscii;
import io.segmentinsider.insider.IdentifierForm;
import io.segmentinsider.insider.UnicodeForm;
import io.segmentinsider.record.Sha256;
import java.util.Locale;

/**
 * A name written with {@code [a-z0-9._-]} alone, which is all that Insider takes
 * (docs/insider-api.md#event-names).
 *
 * <p>What is sent depends on the name and on nothing else, so it stays the same for ever. Names
 * that differ in case, in the characters between words, in invisible characters or in Unicode's
 * forms of the same letters are one name. Of all others these laws hold:
 *
 * <ul>
 *   <li>Latin letters lose their marks ({@code şehir} gives {@code sehir}), and Cyrillic words that
 *       can be read back are written in Latin letters ({@code город} gives {@code gorod}). Such
 *       names are sent as one only where each word of the one is that of the other, or its spelling
 *       in plain letters.
 *   <li>In all other names, where different ones can be written alike ({@code 城市} and {@code 程式}
 *       are both {@code chengshi}) or nothing can be written at all, eight hexadecimal digits of
 *       the name's SHA-256 tell them apart.
 * </ul>
 */
final class LatinName {

  private static final int DIGEST_DIGITS = 8;

  /** Stands in front of the digest if no letter is left. */
  private static final String NOTHING_LEFT = "name";

  private final String form;
  private final StringBuilder latin;

  /** The name without what may differ in it: what the digest is made of. */
  private final StringBuilder canonical;

  private final StringBuilder cyrillic = new StringBuilder();
  private final StringBuilder cyrillicLatin = new StringBuilder();

  /** Whether the last character was a Latin letter, or a mark on one. */
  private boolean onLatinLetter;

  private boolean inGap;
  private boolean blank = true;
  private boolean faithful = true;
  private boolean hasAlphanumeric;

  private LatinName(String form) {
    this.form = form;
    this.latin = new StringBuilder(form.length() + 16);
    this.canonical = new StringBuilder(form.length() + 16);
  }

  /** Reads a name. */
  static LatinName of(String text) {
    String form = UnicodeForm.compatible(text).toLowerCase(Locale.ROOT);
    LatinName name = new LatinName(form);
    int at = 0;
    while (at < form.length()) {
      int codePoint = form.codePointAt(at);
      name.add(codePoint);
      at += Character.charCount(codePoint);
    }
    name.endCyrillicWord();
    return name;
  }

  /** Whether there is nothing to be seen in it. */
  boolean isBlank() {
    return blank;
  }

  /** Every run of other characters is one {@code _}. Holds no letter or digit if none is left. */
  String plain() {
    return latin.toString();
  }

  /** Whether the plain form says all: no other name but its spelling in plain letters has it. */
  boolean isFaithful() {
    return faithful && hasAlphanumeric;
  }

  /** The plain form, as far as there is one, and a digest of the name. */
  String withDigest() {
    String start = withoutMarks(latin);
    return (start.isEmpty() ? NOTHING_LEFT : start) + "_" + digest();
  }

  private void add(int codePoint) {
    blank &= isInvisible(codePoint) || isBlank(codePoint);
    if (codePoint < 0x80) {
      addAscii((char) codePoint);
    } else if (isInvisible(codePoint)) {
      return;
    } else if (isBetweenWords(codePoint)) {
      addGap();
    } else if (isMark(codePoint) && onLatinLetter) {
      keep(codePoint);
    } else {
      addOther(codePoint);
    }
  }

  private void addAscii(char c) {
    if (!IdentifierForm.isNameCharacter(c)) {
      addGap();
      return;
    }
    boolean letter = c >= 'a' && c <= 'z';
    if (letter && cyrillic.length() > 0) {
      faithful = false;
    }
    endCyrillicWord();
    latin.append(c);
    keep(c);
    hasAlphanumeric |= IdentifierForm.isAlphanumeric(c);
    onLatinLetter = letter;
    inGap = false;
  }

  private void addGap() {
    endCyrillicWord();
    if (!inGap) {
      latin.append('_');
    }
    inGap = true;
    onLatinLetter = false;
  }

  private void addOther(int codePoint) {
    int start = latin.length();
    boolean complete = write(codePoint);
    keep(codePoint);
    Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
    boolean isLatin = script == Character.UnicodeScript.LATIN;
    boolean isCyrillic = script == Character.UnicodeScript.CYRILLIC;
    if (!complete || (!isLatin && !isCyrillic) || (isCyrillic && onLatinLetter)) {
      faithful = false;
    }
    if (isCyrillic) {
      cyrillic.appendCodePoint(codePoint);
      cyrillicLatin.append(latin, start, latin.length());
    } else {
      faithful &= !isLatin || cyrillic.length() == 0;
      endCyrillicWord();
    }
    onLatinLetter = isLatin;
    inGap = false;
  }

  /** What stands between words counts there only. */
  private void keep(int codePoint) {
    if (inGap && canonical.length() > 0) {
      canonical.append('_');
    }
    canonical.appendCodePoint(codePoint);
  }

  /**
   * Whether all that the library writes for a character could be kept, and that it is something.
   */
  private boolean write(int codePoint) {
    String written = AnyAscii.transliterate(codePoint).toLowerCase(Locale.ROOT);
    boolean complete = !written.isEmpty();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (IdentifierForm.isAlphanumeric(c)) {
        latin.append(c);
        hasAlphanumeric = true;
      } else {
        complete = false;
      }
    }
    return complete;
  }

  private void endCyrillicWord() {
    if (cyrillic.length() > 0) {
      faithful &= cyrillic.toString().equals(Cyrillic.read(cyrillicLatin));
      cyrillic.setLength(0);
      cyrillicLatin.setLength(0);
    }
  }

  private String digest() {
    String digested = canonical.length() == 0 ? form : canonical.toString();
    return Sha256.hex(digested).substring(0, DIGEST_DIGITS);
  }

  /** Neither {@code _}, {@code .} nor {@code -} at an end. */
  private static String withoutMarks(CharSequence name) {
    int from = 0;
    int to = name.length();
    while (from < to && !IdentifierForm.isAlphanumeric(name.charAt(from))) {
      from++;
    }
    while (to > from && !IdentifierForm.isAlphanumeric(name.charAt(to - 1))) {
      to--;
    }
    return name.subSequence(from, to).toString();
  }

  /** Joiners, directions and other characters without a look of their own; variation selectors. */
  private static boolean isInvisible(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F);
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint);
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /** Blanks, punctuation and control characters. */
  private static boolean isBetweenWords(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
