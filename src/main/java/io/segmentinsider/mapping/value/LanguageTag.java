package io.segmentinsider.mapping.value;

import java.util.Locale;
import javax.annotation.Nullable;

/** Languages and locales as {@code xx_YY}: every hyphen becomes an underscore (contract, C2). */
public final class LanguageTag {

  private LanguageTag() {}

  /**
   * The tag with underscores, the language in lower case, a region of two letters in upper case:
   * {@code zh-hant-TW} gives {@code zh_Hant_TW}.
   *
   * @return null if it is no language tag
   */
  @Nullable
  public static String normalise(String text) {
    String tag = text.strip();
    if (isCommon(tag)) {
      return tag.replace('-', '_');
    }
    int encoding = tag.indexOf('.');
    String[] parts = (encoding < 0 ? tag : tag.substring(0, encoding)).split("[-_]", -1);
    StringBuilder out = new StringBuilder(tag.length());
    for (int i = 0; i < parts.length; i++) {
      if (!isPart(parts[i], i)) {
        return null;
      }
      if (i > 0) {
        out.append('_');
      }
      out.append(i == 0 ? parts[i].toLowerCase(Locale.ROOT) : cased(parts[i]));
    }
    return out.toString();
  }

  /** {@code en-US} or {@code en_US}, which nearly all are. */
  private static boolean isCommon(String tag) {
    return tag.length() == 5
        && isLower(tag.charAt(0))
        && isLower(tag.charAt(1))
        && (tag.charAt(2) == '-' || tag.charAt(2) == '_')
        && isUpper(tag.charAt(3))
        && isUpper(tag.charAt(4));
  }

  private static boolean isPart(String part, int index) {
    int length = part.length();
    if (index == 0 ? length < 2 || length > 3 : length < 1 || length > 8) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = part.charAt(i);
      boolean letter = isLower(c) || isUpper(c);
      boolean digit = c >= '0' && c <= '9';
      if (!letter && (index == 0 || !digit)) {
        return false;
      }
    }
    return true;
  }

  private static String cased(String part) {
    if (part.length() == 2) {
      return part.toUpperCase(Locale.ROOT);
    }
    return part.length() == 4
        ? part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1).toLowerCase(Locale.ROOT)
        : part;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
