package io.segmentinsider.mapping.value;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How many, from text: {@code 2}, {@code 2 pcs}, {@code x2}, {@code 1,5 kg}. */
public final class Quantity {

  /** What is counted. Not grams: the price of something in grams is one of kilograms, mostly. */
  private static final Set<String> UNITS =
      forms(
          "x",
          "pcs",
          "pc",
          "pce",
          "pces",
          "piece",
          "pieces",
          "unit",
          "units",
          "item",
          "items",
          "ea",
          "each",
          "pair",
          "pairs",
          "pack",
          "packs",
          "box",
          "boxes",
          "bottle",
          "bottles",
          "stk",
          "stck",
          "stück",
          "st",
          "stuks",
          "stuk",
          "styck",
          "stycken",
          "kpl",
          "adet",
          "ad",
          "tane",
          "szt",
          "sztuk",
          "ks",
          "kus",
          "db",
          "buc",
          "bucăți",
          "kom",
          "ud",
          "uds",
          "unidad",
          "unidades",
          "unidade",
          "un",
          "unité",
          "unités",
          "pièce",
          "pièces",
          "pezzo",
          "pezzi",
          "pz",
          "шт",
          "штук",
          "бр",
          "τεμ",
          "個",
          "件",
          "点",
          "개",
          "kg",
          "kilo",
          "kilos",
          "kilogram",
          "кг",
          "l",
          "liter",
          "litre",
          "litres",
          "lt",
          "m",
          "meter",
          "metre",
          "metres",
          "m2",
          "lb",
          "lbs");

  private static final Set<String> SIGNS = Set.of("x", "X", "×", "*");

  private Quantity() {}

  /** Whether what stands around a number makes it a quantity. */
  public static boolean isOne(NumberText number) {
    boolean before = number.before().isEmpty() || SIGNS.contains(number.before());
    String after = number.after();
    return before
        && (after.isEmpty() || SIGNS.contains(after) || UNITS.contains(WordForm.of(after)));
  }

  private static Set<String> forms(String... words) {
    return List.of(words).stream().map(WordForm::of).collect(Collectors.toUnmodifiableSet());
  }
}
