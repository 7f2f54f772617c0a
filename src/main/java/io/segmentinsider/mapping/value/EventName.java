package io.segmentinsider.mapping.value;

import io.segmentinsider.insider.IdentifierForm;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/** Event names in the form that Insider takes: {@code ^[a-z0-9][a-z0-9._-]*$} (contract, C6). */
public final class EventName {

  /** Latin letters that Unicode does not decompose into a plain letter and a mark. */
  private static final Map<Character, String> PLAIN_LETTERS =
      Map.of(
          'ı', "i", 'ß', "ss", 'ø', "o", 'æ', "ae", 'œ', "oe", 'ł', "l", 'đ', "d", 'ð', "d", 'þ',
          "th");

  private EventName() {}

  /**
   * The name in lower case, letters without their marks ({@code ü} gives {@code u}), every run of
   * other characters as one {@code _}, none at either end.
   *
   * @return null if nothing is left
   */
  @Nullable
  public static String normalise(String text) {
    if (IdentifierForm.isEventName(text)) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(lower.length());
    boolean gap = false;
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (IdentifierForm.isNameCharacter(c)) {
        gap = append(out, String.valueOf(c), gap);
      } else if (c < 0x80) {
        gap = true;
      } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
        String plain = plainLetters(c);
        gap = plain.isEmpty() ? true : append(out, plain, gap);
      }
    }
    String name = trimmed(out);
    return name.isEmpty() ? null : name;
  }

  private static boolean append(StringBuilder out, String letters, boolean gap) {
    if (gap && out.length() > 0) {
      out.append('_');
    }
    out.append(letters);
    return false;
  }

  private static String plainLetters(char c) {
    String known = PLAIN_LETTERS.get(c);
    if (known != null) {
      return known;
    }
    String decomposed = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
    return IdentifierForm.isNameCharacter(decomposed.charAt(0)) ? decomposed.substring(0, 1) : "";
  }

  /** A name starts with a letter or digit, and an underscore at its end says nothing. */
  private static String trimmed(StringBuilder name) {
    int from = 0;
    int to = name.length();
    while (from < to && isMark(name.charAt(from))) {
      from++;
    }
    while (to > from && name.charAt(to - 1) == '_') {
      to--;
    }
    return name.substring(from, to);
  }

  private static boolean isMark(char c) {
    return c == '_' || c == '.' || c == '-';
  }
}
