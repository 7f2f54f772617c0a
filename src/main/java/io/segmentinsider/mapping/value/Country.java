package io.segmentinsider.mapping.value;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/** Countries as ISO 3166-1 alpha-2 (docs/insider-api.md#country). */
public final class Country {

  /** Common names that are neither ISO codes nor in the table. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("uk", "GB"),
          Map.entry("great britain", "GB"),
          Map.entry("england", "GB"),
          Map.entry("scotland", "GB"),
          Map.entry("wales", "GB"),
          Map.entry("united states of america", "US"),
          Map.entry("the united states", "US"),
          Map.entry("america", "US"),
          Map.entry("u.s.", "US"),
          Map.entry("u.s.a.", "US"),
          Map.entry("ee. uu.", "US"),
          Map.entry("abd", "US"),
          Map.entry("сша", "US"),
          Map.entry("turkey", "TR"),
          Map.entry("turkiye", "TR"),
          Map.entry("türkiye cumhuriyeti", "TR"),
          Map.entry("republic of turkey", "TR"),
          Map.entry("republic of türkiye", "TR"),
          Map.entry("south korea", "KR"),
          Map.entry("republic of korea", "KR"),
          Map.entry("north korea", "KP"),
          Map.entry("russia", "RU"),
          Map.entry("russian federation", "RU"),
          Map.entry("vietnam", "VN"),
          Map.entry("viet nam", "VN"),
          Map.entry("czech republic", "CZ"),
          Map.entry("czechia", "CZ"),
          Map.entry("the netherlands", "NL"),
          Map.entry("holland", "NL"),
          Map.entry("hong kong", "HK"),
          Map.entry("macau", "MO"),
          Map.entry("macao", "MO"),
          Map.entry("taiwan", "TW"),
          Map.entry("uae", "AE"),
          Map.entry("ksa", "SA"),
          Map.entry("brd", "DE"),
          Map.entry("ivory coast", "CI"));

  private static final Map<String, String> CODES = codes();

  /** The letter A of flags. */
  private static final int FIRST_OF_FLAGS = 0x1F1E6;

  private static final int LETTERS = 26;

  private Country() {}

  /**
   * The two-letter code of a code, or of a name in one of many languages, in any case.
   *
   * @return null if there is none, or if the name is that of several countries
   */
  @Nullable
  public static String normalise(String text) {
    String code = CODES.get(text);
    if (code != null) {
      return code;
    }
    code = CODES.get(WordForm.of(text));
    return code != null ? code : ofFlag(text.strip());
  }

  /** A flag is written as two letters of an alphabet of its own. */
  @Nullable
  private static String ofFlag(String text) {
    if (text.length() != 4 || text.codePointCount(0, 4) != 2) {
      return null;
    }
    int first = text.codePointAt(0) - FIRST_OF_FLAGS;
    int second = text.codePointAt(2) - FIRST_OF_FLAGS;
    return first < 0 || first >= LETTERS || second < 0 || second >= LETTERS
        ? null
        : CODES.get("" + (char) ('A' + first) + (char) ('A' + second));
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>(WordTable.of("countries.txt").clear());
    OTHER_NAMES.forEach((name, code) -> codes.put(WordForm.of(name), code));
    for (String code : Locale.getISOCountries()) {
      codes.put(new Locale("", code).getISO3Country().toLowerCase(Locale.ROOT), code);
      codes.put(new Locale("", code).getISO3Country(), code);
      codes.put(code.toLowerCase(Locale.ROOT), code);
      codes.put(code, code);
    }
    codes.remove("");
    return Map.copyOf(codes);
  }
}
