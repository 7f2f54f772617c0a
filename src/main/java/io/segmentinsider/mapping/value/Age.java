package io.segmentinsider.mapping.value;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** A person's age in completed years. */
public final class Age {

  private static final int MAX = 150;

  private static final Set<String> YEARS =
      List.of(
              "y",
              "yr",
              "yrs",
              "yo",
              "y/o",
              "y.o.",
              "year",
              "years",
              "year old",
              "years old",
              "years of age",
              "yaş",
              "yaşında",
              "yasinda",
              "jahre",
              "jahre alt",
              "jahr",
              "j",
              "an",
              "ans",
              "años",
              "año",
              "años de edad",
              "anos",
              "ano",
              "anni",
              "anno",
              "jaar",
              "jaar oud",
              "år",
              "år gammal",
              "lat",
              "let",
              "roků",
              "éves",
              "év",
              "ani",
              "godina",
              "години",
              "лет",
              "года",
              "год",
              "г",
              "років",
              "роки",
              "χρονών",
              "ετών",
              "سنة",
              "سنوات",
              "שנים",
              "बरस",
              "साल",
              "tahun",
              "tuổi",
              "ปี",
              "歳",
              "才",
              "岁",
              "歲",
              "세",
              "살")
          .stream()
          .map(WordForm::of)
          .collect(Collectors.toUnmodifiableSet());

  private Age() {}

  /** Whether what stands around a number makes it an age. */
  public static boolean isOne(NumberText number) {
    return number.before().isEmpty()
        && (number.after().isEmpty() || YEARS.contains(WordForm.of(number.after())));
  }

  /** The completed years; null if nobody is as old. */
  @Nullable
  public static Long of(Number number) {
    double years = Math.floor(number.doubleValue());
    return years >= 0 && years <= MAX ? (Long) (long) years : null;
  }
}
