package io.segmentinsider.mapping.value;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gender as {@code F} or {@code M} where that is what the text says. */
public final class Gender {

  private static final Map<String, String> WORDS =
      words(
          List.of(
              "f",
              "female",
              "woman",
              "women",
              "girl",
              "lady",
              "feminine",
              "fem",
              "w",
              "weiblich",
              "frau",
              "mädchen",
              "femme",
              "féminin",
              "féminine",
              "fille",
              "mujer",
              "femenino",
              "femenina",
              "chica",
              "donna",
              "femmina",
              "femminile",
              "mulher",
              "feminino",
              "feminina",
              "vrouw",
              "vrouwelijk",
              "kvinna",
              "kvinne",
              "kvinde",
              "kvinnlig",
              "nainen",
              "kobieta",
              "żeńska",
              "žena",
              "ženské",
              "nő",
              "femeie",
              "жен",
              "жена",
              "женский",
              "женщина",
              "ж",
              "жін",
              "жіноча",
              "жінка",
              "γυναίκα",
              "θήλυ",
              "kadın",
              "kadin",
              "bayan",
              "kız",
              "k",
              "qadın",
              "أنثى",
              "انثى",
              "امرأة",
              "زن",
              "נקבה",
              "אישה",
              "महिला",
              "หญิง",
              "wanita",
              "perempuan",
              "nữ",
              "女",
              "女性",
              "女士",
              "여",
              "여성",
              "여자",
              "mrs",
              "ms",
              "miss",
              "mme",
              "mlle",
              "madame",
              "señora",
              "sra",
              "signora",
              "pani",
              "♀"),
          List.of(
              "m",
              "male",
              "man",
              "men",
              "boy",
              "masculine",
              "masc",
              "männlich",
              "maennlich",
              "mann",
              "herr",
              "junge",
              "homme",
              "masculin",
              "garçon",
              "h",
              "hombre",
              "masculino",
              "chico",
              "uomo",
              "maschio",
              "maschile",
              "homem",
              "mannelijk",
              "jongen",
              "manlig",
              "mies",
              "mężczyzna",
              "męska",
              "muž",
              "mužské",
              "férfi",
              "bărbat",
              "мъж",
              "мужской",
              "мужчина",
              "м",
              "муж",
              "чоловік",
              "чоловіча",
              "άνδρας",
              "άρρεν",
              "erkek",
              "bay",
              "ذكر",
              "رجل",
              "مرد",
              "זכר",
              "גבר",
              "पुरुष",
              "ชาย",
              "pria",
              "laki-laki",
              "lelaki",
              "nam",
              "男",
              "男性",
              "先生",
              "남",
              "남성",
              "남자",
              "mr",
              "monsieur",
              "señor",
              "sr",
              "signor",
              "pan",
              "♂"));

  private Gender() {}

  /**
   * The letter; the text itself, trimmed, if it says neither: the upsert names no values, only the
   * web SDK does.
   */
  public static String normalise(String text) {
    String letter = WORDS.get(text);
    if (letter == null) {
      letter = WORDS.get(WordForm.of(text));
    }
    return letter == null ? text.strip() : letter;
  }

  private static Map<String, String> words(List<String> female, List<String> male) {
    Map<String, String> words = new HashMap<>();
    female.forEach(word -> words.put(form(word), "F"));
    male.forEach(word -> words.put(form(word), "M"));
    words.put("F", "F");
    words.put("M", "M");
    return Map.copyOf(words);
  }

  private static String form(String word) {
    String form = WordForm.of(word);
    return form.isEmpty() ? word : form;
  }
}
