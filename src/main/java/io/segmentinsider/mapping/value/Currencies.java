package io.segmentinsider.mapping.value;

import io.segmentinsider.config.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * Currencies as ISO 4217 codes, from codes, signs and words. A sign that several currencies share
 * is read only if the configuration says which one is meant.
 */
public final class Currencies {

  private static final String OPTION = "mapping.currency-signs";
  private static final int CODE_LENGTH = 3;

  /** No name of a currency is longer, and a hostile text must not cost time. */
  private static final int MAX_LENGTH = 64;

  /** What separates two names of one currency: {@code EUR (€)}, {@code TRY/TL}, {@code USD - $}. */
  private static final String DELIMITERS = "()[]/|,;:-–—";

  private static final Map<String, Set<String>> TABLE = WordTable.of("currencies.txt").readings();

  private final Map<String, Set<String>> configured;

  /**
   * A reader.
   *
   * @param signs the code that is meant by a sign or word, whatever the table says
   * @throws ConfigurationException if a sign is a code itself, or stands for none
   */
  public Currencies(Map<String, String> signs) {
    Map<String, Set<String>> meant = new HashMap<>();
    signs.forEach(
        (sign, code) -> {
          if (!isCode(code) || isCode(sign) || WordForm.of(sign).isEmpty()) {
            throw new ConfigurationException(
                OPTION, sign + ":" + code, "signs or words with an ISO 4217 code, such as $:CAD");
          }
          meant.put(WordForm.of(sign), Set.of(code));
        });
    this.configured = Map.copyOf(meant);
  }

  /** Whether a text is a code of ISO 4217, present or former, that stands for money. */
  public static boolean isCode(String text) {
    if (text.length() != CODE_LENGTH) {
      return false;
    }
    Set<String> known = TABLE.get(text);
    return known != null && known.size() == 1 && known.contains(text);
  }

  /** Whether the configuration decided what a text means. */
  public boolean isConfigured(String text) {
    return !configured.isEmpty() && configured.containsKey(WordForm.of(text));
  }

  /**
   * The currencies that a text can stand for.
   *
   * @return one if the text is clear, several if it has several readings, none if it is unknown
   */
  public Set<String> read(String text) {
    if (text.length() > MAX_LENGTH) {
      return Set.of();
    }
    if (configured.isEmpty() || isCode(text)) {
      Set<String> asWritten = TABLE.get(text);
      if (asWritten != null) {
        return asWritten;
      }
    }
    Set<String> known = lookUp(text);
    return known != null ? known : ofNames(text);
  }

  @Nullable
  private Set<String> lookUp(String text) {
    String form = WordForm.of(text);
    if (form.isEmpty()) {
      return Set.of();
    }
    Set<String> meant = configured.get(form);
    return meant != null ? meant : TABLE.get(form);
  }

  /** Several names beside each other say what all of them say: {@code USD $} is US dollars. */
  private Set<String> ofNames(String text) {
    List<String> names = split(text, Currencies::isDelimiter);
    if (names.size() < 2) {
      names = split(text, Character::isWhitespace);
    }
    if (names.size() < 2) {
      names = betweenSignsAndLetters(text);
    }
    if (names.size() < 2) {
      return Set.of();
    }
    Set<String> common = null;
    for (String name : names) {
      Set<String> known = read(name);
      if (common == null) {
        common = new TreeSet<>(known);
      } else {
        common.retainAll(known);
      }
    }
    return common == null ? Set.of() : common;
  }

  private interface Separator {
    boolean is(char c);
  }

  private static boolean isDelimiter(char c) {
    return DELIMITERS.indexOf(c) >= 0;
  }

  private static List<String> split(String text, Separator separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || separator.is(text.charAt(i))) {
        String part = text.substring(from, i).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        from = i + 1;
      }
    }
    return parts;
  }

  private static List<String> betweenSignsAndLetters(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length() || isMoneySign(text.charAt(i)) != isMoneySign(text.charAt(i - 1))) {
        parts.add(text.substring(from, i));
        from = i;
      }
    }
    return parts;
  }

  private static boolean isMoneySign(char c) {
    return Character.getType(c) == Character.CURRENCY_SYMBOL;
  }
}
