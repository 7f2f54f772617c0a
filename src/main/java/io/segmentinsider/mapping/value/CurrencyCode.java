package io.segmentinsider.mapping.value;

import java.util.Locale;
import javax.annotation.Nullable;

/** Currencies as three upper-case letters, the form of ISO 4217. */
public final class CurrencyCode {

  private static final int LENGTH = 3;

  private CurrencyCode() {}

  /** The code in upper case; null if it is not of three letters. */
  @Nullable
  public static String normalise(String text) {
    if (isCode(text)) {
      return text;
    }
    String code = text.strip().toUpperCase(Locale.ROOT);
    return isCode(code) ? code : null;
  }

  private static boolean isCode(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (text.charAt(i) < 'A' || text.charAt(i) > 'Z') {
        return false;
      }
    }
    return true;
  }
}
