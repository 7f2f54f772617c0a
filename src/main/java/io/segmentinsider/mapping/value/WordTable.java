package io.segmentinsider.mapping.value;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file beside this class that says which words stand for a code: a line for each code, the words
 * behind a tabulator with {@code |} between them. Words are looked up as they are written and in
 * their {@link WordForm}.
 */
final class WordTable {

  private final Map<String, Set<String>> byForm = new HashMap<>();
  private final Set<String> words = new HashSet<>();

  private WordTable() {}

  /** Reads a file. */
  static WordTable of(String file) {
    WordTable table = new WordTable();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                WordTable.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          table.add(List.of(line.replace('\t', '|').split("\\|", -1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be read", e);
    }
    return table;
  }

  /** The code stands first, and is a word for itself. */
  private void add(List<String> line) {
    for (String word : line) {
      words.add(word);
      byForm.computeIfAbsent(WordForm.of(word), unused -> new TreeSet<>()).add(line.get(0));
    }
  }

  /** Every word and form with the codes that it can stand for, of which a code itself is clear. */
  Map<String, Set<String>> readings() {
    Map<String, Set<String>> readings = new HashMap<>();
    byForm.forEach((form, codes) -> readings.put(form, withoutOthersOfACode(form, codes)));
    for (String word : words) {
      readings.put(word, readings.get(WordForm.of(word)));
    }
    return Map.copyOf(readings);
  }

  /** Every word and form that can stand for one code only. */
  Map<String, String> clear() {
    Map<String, String> clear = new HashMap<>();
    readings()
        .forEach(
            (word, codes) -> {
              if (codes.size() == 1) {
                clear.put(word, codes.iterator().next());
              }
            });
    return Map.copyOf(clear);
  }

  private static Set<String> withoutOthersOfACode(String form, Set<String> codes) {
    for (String code : codes) {
      if (code.equalsIgnoreCase(form)) {
        return Set.of(code);
      }
    }
    return codes;
  }
}
