package io.segmentinsider.compatibility.trigger;

import io.segmentinsider.compatibility.trigger.Condition.Comparison;
import io.segmentinsider.compatibility.trigger.Condition.Group;
import io.segmentinsider.compatibility.trigger.Condition.Unusable;
import io.segmentinsider.compatibility.trigger.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Finds in a subscription what Segment takes and hardly anybody means. It judges from the text
 * alone: what depends on an event is left open.
 */
final class TriggerReview {

  private static final Set<String> TYPES =
      Set.of("identify", "track", "page", "screen", "group", "alias");

  private static final Set<String> NEGATIVE_FUNCTIONS =
      Set.of("not_contains", "not_starts_with", "not_ends_with");

  /** A field that holds one of them holds nothing else. */
  private static final Set<String> FIXING =
      Set.of(
          "=",
          Operators.NUMBER_EQUALS,
          Operators.IS_TRUE,
          Operators.IS_FALSE,
          Operators.NOT_EXISTS);

  private static final Set<Kind> VALUES =
      Set.of(Kind.STRING, Kind.NUMBER, Kind.IDENTIFIER, Kind.NULL);

  private enum Verdict {
    NEVER,
    ALWAYS,
    OPEN
  }

  private final List<String> reasons = new ArrayList<>();

  private TriggerReview() {}

  /** What is to be said about a subscription; empty for most. */
  static List<String> of(Parser.Result parsed) {
    TriggerReview review = new TriggerReview();
    Verdict verdict = review.judge(parsed.condition(), Map.of());
    List<String> warnings = new ArrayList<>();
    switch (verdict) {
      case NEVER -> warnings.add("can never match: " + String.join("; ", review.reasons));
      case ALWAYS -> warnings.add("matches every event: " + String.join("; ", review.reasons));
      case OPEN -> warnings.addAll(review.reasons);
    }
    for (String ignored : parsed.ignored()) {
      warnings.add(ignored + " says nothing: Segment knows no such condition");
    }
    return warnings;
  }

  /**
   * Judges a condition.
   *
   * @param fixed comparisons that hold besides, by the field that they leave no choice
   */
  private Verdict judge(Condition condition, Map<String, Comparison> fixed) {
    if (condition instanceof Comparison comparison) {
      return judge(comparison, fixed);
    }
    if (condition instanceof Group group) {
      return group.any() ? any(group, fixed) : all(group, fixed);
    }
    reasons.add(
        "a parenthesis holds no condition that Segment knows, and no event that gets there"
            + " matches");
    return Verdict.NEVER;
  }

  private Verdict all(Group group, Map<String, Comparison> fixed) {
    Map<String, Comparison> inside = new HashMap<>(fixed);
    for (Condition part : group.parts()) {
      if (part instanceof Comparison comparison && FIXING.contains(comparison.operator())) {
        inside.putIfAbsent(comparison.field().toString(), comparison);
      }
    }
    boolean always = true;
    for (Condition part : group.parts()) {
      Verdict verdict = judge(part, inside);
      if (verdict == Verdict.NEVER) {
        return Verdict.NEVER;
      }
      always &= verdict == Verdict.ALWAYS;
    }
    return always ? Verdict.ALWAYS : Verdict.OPEN;
  }

  private Verdict any(Group group, Map<String, Comparison> fixed) {
    boolean never = true;
    for (Condition part : group.parts()) {
      Verdict verdict = judge(part, fixed);
      if (verdict == Verdict.ALWAYS) {
        return Verdict.ALWAYS;
      }
      never &= verdict == Verdict.NEVER;
      if (part instanceof Unusable) {
        break;
      }
    }
    return never ? Verdict.NEVER : Verdict.OPEN;
  }

  private Verdict judge(Comparison comparison, Map<String, Comparison> fixed) {
    String reason = oddity(comparison);
    if (reason != null) {
      String holds = "never holds";
      Verdict verdict = Verdict.NEVER;
      if (comparison.operator().equals("!=")) {
        holds = "always holds";
        verdict = Verdict.ALWAYS;
      } else if (NEGATIVE_FUNCTIONS.contains(comparison.operator())) {
        holds = "holds for every text";
        verdict = Verdict.OPEN;
      }
      reasons.add(comparison.written() + " " + holds + ": " + reason);
      return verdict;
    }
    Comparison other = fixed.get(comparison.field().toString());
    if (other != null && contradict(other, comparison)) {
      reasons.add(other.written() + " and " + comparison.written() + " never hold at once");
      return Verdict.NEVER;
    }
    return Verdict.OPEN;
  }

  /** Of the value that the one leaves, the other says whether it holds: text is no number. */
  private static boolean contradict(Comparison fixing, Comparison other) {
    return !other.operation().holds(onlyValue(fixing), other.expected());
  }

  @Nullable
  private static Object onlyValue(Comparison fixing) {
    return switch (fixing.operator()) {
      case Operators.NUMBER_EQUALS -> fixing.expected().number();
      case Operators.IS_TRUE -> true;
      case Operators.IS_FALSE -> false;
      case Operators.NOT_EXISTS -> null;
      default -> fixing.expected().text();
    };
  }

  /** Why a comparison never holds or, if it is a negative one, always; null if it depends. */
  @Nullable
  private static String oddity(Comparison comparison) {
    Token value = comparison.value();
    String operator = comparison.operator();
    if (!Operators.isKnown(operator)) {
      return "Segment has no such operator";
    }
    if (!VALUES.contains(value.kind())) {
      return "\"" + value.text() + "\" is no value";
    }
    if (value.is(Kind.STRING) && value.text().startsWith("'")) {
      return "text stands in double quotes; Segment takes single ones for a part of it";
    }
    if (value.is(Kind.NULL) && (operator.equals("=") || operator.equals("!="))) {
      return "here null is compared as the text \"null\"";
    }
    if (Operators.isNumeric(operator) && comparison.field().isTop("type")) {
      return "a type is text";
    }
    if (Operators.isNumeric(operator) && Double.isNaN(comparison.expected().number())) {
      return "it takes a number";
    }
    boolean ofType =
        comparison.field().isTop("type") && (operator.equals("=") || operator.equals("!="));
    return ofType && !TYPES.contains(comparison.expected().text())
        ? "no event has this type"
        : null;
  }
}
