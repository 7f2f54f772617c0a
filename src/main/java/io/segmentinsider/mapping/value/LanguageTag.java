package io.segmentinsider.mapping.value;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Languages and locales as {@code xx_YY}: every hyphen becomes an underscore
 * (docs/insider-api.md#language).
 */
public final class LanguageTag {

  private static final Map<String, String> LANGUAGES = WordTable.of("languages.txt").clear();

  /** Codes of two letters by those of three. */
  private static final Map<String, String> SHORTER = shorter();

  /** Codes of ISO 639 that say that it is not known, several, or none. */
  private static final Set<String> NO_LANGUAGES = Set.of("und", "mul", "mis", "zxx");

  /** Codes of two letters that were given up, and that devices still send. */
  private static final List<String> FORMER_CODES = List.of("iw", "in", "ji", "mo", "sh");

  private static final int LETTERS = 26;

  /** Which two letters are a code. */
  private static final boolean[] OF_TWO_LETTERS = ofTwoLetters();

  private LanguageTag() {}

  /**
   * The tag with underscores, the language in lower case, a region of two letters in upper case:
   * {@code zh-hant-TW} gives {@code zh_Hant_TW}. Of several languages, as a browser lists them, the
   * first counts; the name of a language in one of many languages is read, too. What says how dates
   * or numbers are written is left out ({@code tr-TR-u-hc-h23}), and a part that is empty says
   * nothing: {@code en-} is {@code en}.
   *
   * @return null if it is no language
   */
  @Nullable
  public static String normalise(String text) {
    String tag = text.strip();
    if (isCommon(tag)) {
      return tag.replace('-', '_');
    }
    String first = beforeAny(tag, ",;").strip();
    String read = ofTag(first);
    if (read != null) {
      return read;
    }
    String name = LANGUAGES.get(WordForm.of(first));
    return name == null ? ofNameAndRegion(first) : name;
  }

  @Nullable
  private static String ofTag(String tag) {
    StringBuilder out = new StringBuilder(tag.length());
    for (String part : beforeAny(tag, ".@#").split("[-_]", -1)) {
      boolean isFirst = out.isEmpty();
      if (!isFirst && part.length() == 1) {
        return out.toString();
      }
      if (!part.isEmpty()) {
        if (!isPart(part, isFirst)) {
          return null;
        }
        String language = isFirst ? language(part.toLowerCase(Locale.ROOT)) : "";
        if (language == null) {
          return null;
        }
        out.append(isFirst ? language : "_" + cased(part));
      }
    }
    return out.isEmpty() ? null : out.toString();
  }

  /** Of two codes for one language the shorter one; null if it is the code of none. */
  @Nullable
  private static String language(String code) {
    if (code.length() == 2) {
      return isLanguage(code.charAt(0), code.charAt(1)) ? code : null;
    }
    return NO_LANGUAGES.contains(code) ? null : SHORTER.getOrDefault(code, code);
  }

  private static boolean isLanguage(char first, char second) {
    return isLower(first) && isLower(second) && OF_TWO_LETTERS[place(first, second)];
  }

  private static int place(char first, char second) {
    return (first - 'a') * LETTERS + second - 'a';
  }

  private static boolean[] ofTwoLetters() {
    boolean[] codes = new boolean[LETTERS * LETTERS];
    for (String code : Locale.getISOLanguages()) {
      codes[place(code.charAt(0), code.charAt(1))] = true;
    }
    for (String code : FORMER_CODES) {
      codes[place(code.charAt(0), code.charAt(1))] = true;
    }
    return codes;
  }

  private static Map<String, String> shorter() {
    Map<String, String> shorter = new HashMap<>();
    for (String code : Locale.getISOLanguages()) {
      shorter.put(new Locale(code).getISO3Language(), code);
    }
    return Map.copyOf(shorter);
  }

  /** {@code English (US)}, {@code Deutsch (Schweiz)}. */
  @Nullable
  private static String ofNameAndRegion(String text) {
    int open = text.indexOf('(');
    if (open <= 0 || !text.endsWith(")")) {
      return null;
    }
    String language = LANGUAGES.get(WordForm.of(text.substring(0, open)));
    String region = Country.normalise(text.substring(open + 1, text.length() - 1));
    return language == null || region == null ? null : language + "_" + region;
  }

  private static String beforeAny(String text, String ends) {
    for (int i = 0; i < text.length(); i++) {
      if (ends.indexOf(text.charAt(i)) >= 0) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /** {@code en-US} or {@code en_US}, which nearly all are. */
  private static boolean isCommon(String tag) {
    return tag.length() == 5
        && isLower(tag.charAt(0))
        && isLower(tag.charAt(1))
        && isLanguage(tag.charAt(0), tag.charAt(1))
        && (tag.charAt(2) == '-' || tag.charAt(2) == '_')
        && isUpper(tag.charAt(3))
        && isUpper(tag.charAt(4));
  }

  private static boolean isPart(String part, boolean isFirst) {
    int length = part.length();
    if (length < 2 || length > (isFirst ? 3 : 8)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = part.charAt(i);
      boolean letter = isLower(c) || isUpper(c);
      boolean digit = c >= '0' && c <= '9';
      if (!letter && (isFirst || !digit)) {
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
