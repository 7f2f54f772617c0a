package io.segmentinsider.insider;

import io.segmentinsider.json.WellFormed;
import java.util.Locale;

/**
 * The one normal form of an identifier that is any text: a user id, a device, a custom identifier.
 * What the job keys by and what it sends are this same text, so that two spellings which a person
 * can't tell apart are one identifier.
 *
 * <p>Characters without an appearance are taken out, blanks of any kind are plain ones and none
 * stand at the ends, letters are composed (NFC), and half a character is U+FFFD. Case stays: {@code
 * u1} and {@code U1} may be two people.
 */
public final class IdentifierText {

  /**
   * Characters of an identifier at most. Segment's ids have 100 (docs/segment-spec.md#ids); a
   * longer text than this is none, as it would stand in the keys of state for as long as a link is
   * kept.
   */
  public static final int MAX_LENGTH = 1_000;

  private static final int UUID_LENGTH = 36;
  private static final int NEXT_LINE = 0x85;

  private IdentifierText() {}

  /**
   * The normal form; empty if nothing can be seen of the text. Applied twice it changes nothing.
   */
  public static String normalise(String text) {
    return CharacterSet.hasUnusual(CharacterSet.of(text)) ? normaliseUnusual(text) : text;
  }

  /**
   * The normal form of a device's id. A UUID is the same number in either case (RFC 9562, section
   * 4): Apple's libraries write it in capitals, others don't.
   */
  public static String normaliseDevice(String text) {
    int found = CharacterSet.of(text);
    String normal = CharacterSet.hasUnusual(found) ? normaliseUnusual(text) : text;
    return CharacterSet.hasCapital(found) && isUuid(normal)
        ? normal.toLowerCase(Locale.ROOT)
        : normal;
  }

  /** Whether a text is a UUID in its usual form, in either case. */
  static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : !isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }

  /** A blank of any kind, line breaks and no-break spaces among them. */
  public static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == NEXT_LINE;
  }

  /**
   * Whether a character has no appearance of its own: a control or format character, such as marks
   * of direction, zero-width ones, byte order marks and soft hyphens, or another one that Unicode
   * calls ignorable. Blanks are none of these.
   */
  public static boolean isInvisible(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.CONTROL || type == Character.FORMAT) {
      return !isBlank(codePoint);
    }
    return switch (codePoint) {
      // The joiner of graphemes, fillers of Hangul, inherent vowels of Khmer, the blank of Braille.
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default -> isVariationSelector(codePoint);
    };
  }

  private static boolean isVariationSelector(int codePoint) {
    return (codePoint >= 0x180B && codePoint <= 0x180F)
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
  }

  /** The text without invisible characters, and with plain blanks in place of any others. */
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .filter(codePoint -> !isInvisible(codePoint))
        .forEach(codePoint -> visible.appendCodePoint(isBlank(codePoint) ? ' ' : codePoint));
    return visible.toString();
  }

  private static String normaliseUnusual(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7F) {
        String visible = visible(WellFormed.text(text));
        return UnicodeForm.composed(visible).strip();
      }
    }
    return text.strip();
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
