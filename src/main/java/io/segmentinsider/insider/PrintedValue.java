package io.segmentinsider.insider;

import java.util.List;
import java.util.Set;

/** Tells what a programming language prints in place of a value: for an object, or for nothing. */
final class PrintedValue {

  /** In small letters; no id has one of these in it. */
  private static final List<String> PARTS =
      List.of(
          // JavaScript
          "[object ",
          "[native code]",
          // Python
          " object at 0x",
          // Go
          "%!s(",
          "%!d(",
          "%!v(",
          // Ruby
          "#<");

  /** Begin the code of a function. */
  private static final List<String> FUNCTIONS = List.of("function(", "function (", "() =>", "()=>");

  /** What stands for nothing, letters only. */
  private static final Set<String> NOTHING =
      Set.of(
          "optionalempty",
          "optionalnull",
          "emptyoptional",
          "nonetype",
          "dbnull",
          "systemdbnull",
          "systemobject");

  /** The letters of a place that was not filled in, as in {@code %s}. */
  private static final String PLACES = "sdif@";

  /** Digits of a hash code in Java. */
  private static final int MAX_HASH = 8;

  private PrintedValue() {}

  /** Whether it is the printed form of nothing. */
  static boolean isNothing(String letters) {
    return NOTHING.contains(letters);
  }

  /**
   * Whether it is the printed form of an object, or the place for a value in a format.
   *
   * @param value as it came
   * @param folded the same in small letters and without quotes
   */
  static boolean isOne(String value, String folded) {
    return PARTS.stream().anyMatch(folded::contains)
        || FUNCTIONS.stream().anyMatch(folded::startsWith)
        || endsWithPlace(folded)
        || isJavaObject(value.strip());
  }

  /** {@code %s}, {@code user-%d}, {@code %1$s}; not {@code 50%s}. */
  private static boolean endsWithPlace(String folded) {
    int last = folded.length() - 1;
    if (last < 1 || PLACES.indexOf(folded.charAt(last)) < 0) {
      return false;
    }
    int percent = folded.lastIndexOf('%');
    boolean standsAlone =
        percent == 0 || (percent > 0 && !isIdCharacter(folded.charAt(percent - 1)));
    if (!standsAlone) {
      return false;
    }
    String between = folded.substring(percent + 1, last);
    return between.isEmpty()
        || (between.endsWith("$")
            && between.chars().limit(between.length() - 1L).allMatch(Character::isDigit));
  }

  private static boolean isIdCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '%';
  }

  /** {@code com.shop.User@1a2b3c}: a class in a package, or an array, and the hash code. */
  private static boolean isJavaObject(String value) {
    int at = value.lastIndexOf('@');
    int digits = value.length() - at - 1;
    if (at < 2 || digits < 1 || digits > MAX_HASH) {
      return false;
    }
    for (int i = at + 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    int point = value.lastIndexOf('.', at);
    boolean isClass = point > 0 && Character.isUpperCase(value.charAt(point + 1));
    return isClass || value.charAt(0) == '[';
  }
}
