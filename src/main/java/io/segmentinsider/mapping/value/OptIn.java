package io.segmentinsider.mapping.value;

import java.util.Locale;
import javax.annotation.Nullable;

/** Yes and no in the spellings that occur, for opt-ins: Insider takes booleans only. */
public final class OptIn {

  private OptIn() {}

  /** The meaning of a text; null if it is not clearly yes or no. */
  @Nullable
  public static Boolean normalise(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "on", "1" -> Boolean.TRUE;
      case "false", "no", "n", "off", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  /** The meaning of a number: 1 is yes, 0 is no, anything else is null. */
  @Nullable
  public static Boolean normalise(double number) {
    if (number == 1) {
      return Boolean.TRUE;
    }
    return number == 0 ? Boolean.FALSE : null;
  }
}
