package io.segmentinsider.mapping.value;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/** Countries as ISO 3166-1 alpha-2 (contract, C14). */
public final class Country {

  /** Common names that are neither ISO codes nor the English names of the Java platform. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("uk", "GB"),
          Map.entry("great britain", "GB"),
          Map.entry("england", "GB"),
          Map.entry("scotland", "GB"),
          Map.entry("wales", "GB"),
          Map.entry("united states of america", "US"),
          Map.entry("u.s.", "US"),
          Map.entry("u.s.a.", "US"),
          Map.entry("turkey", "TR"),
          Map.entry("türkiye", "TR"),
          Map.entry("turkiye", "TR"),
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
          Map.entry("ivory coast", "CI"));

  private static final Map<String, String> CODES = codes();

  private Country() {}

  /** The two-letter code of a code or an English name in any case; null if there is none. */
  @Nullable
  public static String normalise(String text) {
    String code = CODES.get(text);
    return code != null ? code : CODES.get(text.strip().toLowerCase(Locale.ROOT));
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale("", code);
      codes.put(code, code);
      codes.put(code.toLowerCase(Locale.ROOT), code);
      codes.put(country.getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
      codes.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
    }
    codes.putAll(OTHER_NAMES);
    return Map.copyOf(codes);
  }
}
