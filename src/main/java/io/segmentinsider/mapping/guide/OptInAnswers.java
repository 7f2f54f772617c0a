package io.segmentinsider.mapping.guide;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the fields of one event say about each opt-in. A refusal counts, whoever else agrees. */
final class OptInAnswers {

  private final Map<String, Answer> answers = new LinkedHashMap<>(8);
  private final Map<String, String> nulls = new LinkedHashMap<>(8);
  private final Set<String> unreadable = new HashSet<>(8);

  /**
   * An answer.
   *
   * @param yes whether it is an opt-in
   * @param raw what was read
   * @param from where it stands
   */
  record Answer(boolean yes, Object raw, String from) {}

  /**
   * Adds what one field says.
   *
   * @return false if another field says the opposite
   */
  boolean add(String attribute, boolean yes, Object raw, String from) {
    Answer before = answers.get(attribute);
    if (before == null || (before.yes() && !yes)) {
      answers.put(attribute, new Answer(yes, raw, from));
    }
    return before == null || before.yes() == yes;
  }

  /** Adds that one field is null, which counts only if no other one is there. */
  void addNull(String attribute, String from) {
    nulls.putIfAbsent(attribute, from);
  }

  /** Adds that one field can't be read. */
  void addUnreadable(String attribute) {
    unreadable.add(attribute);
  }

  boolean isEmpty() {
    return answers.isEmpty() && nulls.isEmpty() && unreadable.isEmpty();
  }

  /** Hands over all answers, and the attributes that are null, and forgets them. */
  void take(BiConsumer<String, Answer> answered, BiConsumer<String, String> isNull) {
    answers.forEach(answered);
    nulls.forEach(
        (attribute, from) -> {
          if (!answers.containsKey(attribute) && !unreadable.contains(attribute)) {
            isNull.accept(attribute, from);
          }
        });
    answers.clear();
    nulls.clear();
    unreadable.clear();
  }
}
