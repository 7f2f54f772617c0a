package io.segmentinsider.mapping.value;

import java.util.Map;

/** The months by their names, and by the short forms that no other month has. */
final class MonthName {

  private static final Map<String, String> MONTHS = WordTable.of("months.txt").clear();

  private MonthName() {}

  /** The number of a month, 1 to 12; 0 if it is the name of none. */
  static int numberOf(String name) {
    String number = MONTHS.get(WordForm.of(name));
    return number == null ? 0 : Integer.parseInt(number);
  }
}
