package io.segmentinsider.mapping.value;

import java.util.Locale;

/** Gender as {@code F} or {@code M} where that is what the text says. */
public final class Gender {

  private Gender() {}

  /**
   * The letter; the text itself, trimmed, if it says neither: the upsert names no values, only the
   * web SDK does.
   */
  public static String normalise(String text) {
    String written = text.strip();
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "f", "female", "woman" -> "F";
      case "m", "male", "man" -> "M";
      default -> written;
    };
  }
}
