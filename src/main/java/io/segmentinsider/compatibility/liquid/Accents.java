package io.segmentinsider.compatibility.liquid;

/** The letters that LiquidJS writes without their accents. */
final class Accents {

  private static final String[][] LETTERS = {
    {"àáâãäå", "a"},
    {"æ", "ae"},
    {"ç", "c"},
    {"èéêë", "e"},
    {"ìíîï", "i"},
    {"ð", "d"},
    {"ñ", "n"},
    {"òóôõöø", "o"},
    {"ùúûü", "u"},
    {"ýÿ", "y"},
    {"ß", "ss"},
    {"œ", "oe"},
    {"þ", "th"},
    {"ẞ", "SS"},
    {"Œ", "OE"},
    {"Þ", "TH"}
  };

  private Accents() {}

  static String remove(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      plain.append(plain(text.substring(i, i + 1)));
    }
    return plain.toString();
  }

  private static String plain(String letter) {
    for (String[] row : LETTERS) {
      if (row[0].contains(letter)) {
        return row[1];
      }
    }
    return letter;
  }
}
