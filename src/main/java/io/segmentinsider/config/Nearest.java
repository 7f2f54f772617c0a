package io.segmentinsider.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The known words that are most like one that is not known. */
public final class Nearest {

  private static final int MOST = 3;

  private Nearest() {}

  /** Up to three of them, the nearest first. */
  public static String to(String word, Collection<String> known) {
    return known.stream()
        .sorted(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .collect(Collectors.joining(", "));
  }

  /** Levenshtein's: how many letters have to be put in, taken out or replaced. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
