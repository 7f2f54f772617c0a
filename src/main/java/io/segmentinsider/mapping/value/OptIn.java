package io.segmentinsider.mapping.value;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** Consent in the words that occur: Insider takes booleans only. */
public final class OptIn {

  /** Answers: what they say yes or no to is in the name of the field. */
  private static final Map<String, Boolean> ANSWERS =
      answers(
          List.of(
              "true",
              "t",
              "yes",
              "y",
              "yep",
              "on",
              "1",
              "ok",
              "okay",
              "enabled",
              "enable",
              "active",
              "activated",
              "allow",
              "allowed",
              "accept",
              "accepted",
              "agree",
              "agreed",
              "approved",
              "granted",
              "grant",
              "given",
              "consented",
              "confirmed",
              "permitted",
              "evet",
              "e",
              "açık",
              "onaylandı",
              "izinli",
              "izinvar",
              "onay",
              "onaylı",
              "verildi",
              "ja",
              "j",
              "oui",
              "si",
              "sí",
              "sim",
              "da",
              "tak",
              "ano",
              "áno",
              "igen",
              "kyllä",
              "jah",
              "taip",
              "jā",
              "po",
              "bəli",
              "ya",
              "có",
              "ναι",
              "да",
              "так",
              "はい",
              "是",
              "예",
              "네",
              "نعم",
              "بله",
              "כן",
              "हाँ",
              "ใช่",
              "✓",
              "✔"),
          List.of(
              "false",
              "f",
              "no",
              "n",
              "nope",
              "off",
              "0",
              "disabled",
              "disable",
              "inactive",
              "deactivated",
              "disallow",
              "disallowed",
              "decline",
              "declined",
              "disagree",
              "disagreed",
              "deny",
              "denied",
              "refused",
              "refuse",
              "rejected",
              "reject",
              "revoked",
              "withdrawn",
              "blocked",
              "forbidden",
              "never",
              "hayır",
              "h",
              "kapalı",
              "reddedildi",
              "izinsiz",
              "izinyok",
              "ret",
              "red",
              "verilmedi",
              "nein",
              "nee",
              "non",
              "não",
              "nu",
              "nie",
              "ne",
              "nem",
              "nej",
              "nei",
              "ei",
              "xeyr",
              "tidak",
              "không",
              "όχι",
              "нет",
              "ні",
              "не",
              "いいえ",
              "否",
              "不",
              "아니요",
              "아니오",
              "لا",
              "خیر",
              "לא",
              "नहीं",
              "ไม่",
              "✗",
              "✘"));

  /** What became of the consent itself: it says the same in a field that is named after the no. */
  private static final Map<String, Boolean> STATES =
      answers(
          List.of(
              "opted in",
              "opt in",
              "optin",
              "double opt in",
              "doi",
              "single opt in",
              "confirmed opt in",
              "explicit opt in",
              "subscribed",
              "subscribe",
              "subscriber",
              "resubscribed",
              "abone",
              "abonniert",
              "abonné",
              "suscrito",
              "inscrito",
              "iscritto"),
          List.of(
              "opted out",
              "opt out",
              "optout",
              "unsubscribed",
              "unsubscribe",
              "not subscribed",
              "non subscribed",
              "never subscribed",
              "no longer subscribed",
              "not opted in",
              "globally unsubscribed",
              "do not contact",
              "do not email",
              "abgemeldet",
              "désabonné",
              "désinscrit",
              "abonelikten çıktı",
              "abone değil"));

  /** No word of the table is longer, with separators. */
  private static final int MAX_STATE = 30;

  /** What refusals begin with: most text is none, and is to cost nothing. */
  private static final Set<String> REFUSALS_BEGIN =
      Set.of("op", "un", "no", "ne", "gl", "do", "ab", "dé", "de");

  private OptIn() {}

  /**
   * The meaning of a text.
   *
   * @param isOptOut whether the field is named after the refusal, as {@code emailOptOut} is
   * @return whether it is an opt-in; null if the text is not clearly one or the other
   */
  @Nullable
  public static Boolean read(String text, boolean isOptOut) {
    String word = WordForm.of(text);
    Boolean state = STATES.get(word);
    if (state != null) {
      return state;
    }
    boolean isSignedDigit =
        word.length() == 1 && word.charAt(0) <= '9' && !word.equals(text.strip());
    Boolean answer = isSignedDigit ? null : ANSWERS.get(word.isEmpty() ? text.strip() : word);
    return answer == null ? null : Boolean.valueOf(answer != isOptOut);
  }

  /** Whether a text says what became of a consent, which is the same under any name. */
  public static boolean isState(String text) {
    return STATES.containsKey(WordForm.of(text));
  }

  /** Whether a text says that a person has unsubscribed, under whatever name it stands. */
  public static boolean isRefusal(String text) {
    String start = text.length() < 2 ? "" : text.substring(0, 2).toLowerCase(Locale.ROOT);
    return text.length() <= MAX_STATE
        && REFUSALS_BEGIN.contains(start)
        && Boolean.FALSE.equals(STATES.get(WordForm.of(text)));
  }

  /** The meaning of a number: 1 is yes, 0 is no, anything else is null. */
  @Nullable
  public static Boolean read(double number, boolean isOptOut) {
    if (number == 1) {
      return !isOptOut;
    }
    return number == 0 ? Boolean.valueOf(isOptOut) : null;
  }

  private static Map<String, Boolean> answers(List<String> yes, List<String> no) {
    Map<String, Boolean> answers = new HashMap<>();
    yes.forEach(word -> answers.put(form(word), Boolean.TRUE));
    no.forEach(word -> answers.put(form(word), Boolean.FALSE));
    return Map.copyOf(answers);
  }

  private static String form(String word) {
    String form = WordForm.of(word);
    return form.isEmpty() ? word : form;
  }
}
