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
    String code = text.strip().toUpperCase(Locale.ROOT);
    if (code.length() != LENGTH) {
      return null;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (code.charAt(i) < 'A' || code.charAt(i) > 'Z') {
        return null;
      }
    }
    return code;
  }
}
