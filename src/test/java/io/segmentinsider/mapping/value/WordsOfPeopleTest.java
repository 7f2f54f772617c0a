package io.segmentinsider.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and shops write about a person or a product, in their own words. */
class WordsOfPeopleTest {

  /** 1 November 2026, 10:00 in UTC. */
  private static final long NOW = 1_793_527_200_000L;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          F  | f, F, Female, FEMALE, woman, Girl, lady, w, weiblich, Frau, femme, Féminin, mujer, femenino
          F  | donna, femmina, mulher, feminino, vrouw, kvinna, nainen, kobieta, žena, nő, femeie, жен., Женский
          F  | γυναίκα, kadın, KADIN, Kadin, bayan, K, k, qadın, أنثى, נקבה, महिला, หญิง, wanita, nữ, 女, 女性, 여성
          F  | Mrs, Ms., Miss, Mme, Señora, ♀
          M  | m, M, Male, MALE, man, Boy, männlich, Maennlich, Herr, homme, Masculin, hombre, masculino, uomo
          M  | maschio, homem, man, mies, mężczyzna, muž, férfi, bărbat, муж, Мужской, άνδρας, erkek, ERKEK, bay
          M  | ذكر, זכר, पुरुष, ชาย, pria, nam, 男, 男性, 남성, Mr, Mr., Monsieur, Señor, ♂, H
          as | other, Prefer not to say, non-binary, diverse, d, x, E, 1, 2, 0, mf, unknown, Not Specified
          """)
  void wordsOfAGenderInAllLanguagesAreRead(String expected, String words) {
    for (String word : words.split(", ", -1)) {
      assertThat(Gender.normalise(word.strip()))
          .as(word)
          .isEqualTo(expected.equals("as") ? word.strip() : expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          34           | 34
          ' 34 '       | 34
          34.0         | 34
          34.9         | 34
          34,5         | 34
          ３４         | 34
          ٣٤           | 34
          34 years     | 34
          34 years old | 34
          34y          | 34
          34 y/o       | 34
          34 yo        | 34
          34 yaş       | 34
          34 yaşında   | 34
          34 Jahre alt | 34
          34 ans       | 34
          34 años      | 34
          34 anni      | 34
          34 лет       | 34
          34歳         | 34
          34 岁        | 34
          34세         | 34
          0            | 0
          150          | 150
          151          | none
          -1           | none
          1990         | none
          25-34        | none
          25+          | none
          > 25         | none
          thirty       | none
          34 months    | none
          34 kg        | none
          € 34         | none
          34 %         | none
          """)
  void anAgeIsAWholeNumberThatAPersonCanHave(String text, Long expected) {
    NumberText number = NumberText.read(text.strip(), null);
    assertThat(number == null || !Age.isOne(number) ? null : Age.of(number.value()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          TR | TR, tr, tur, TUR, Turkey, TURKEY, Türkiye, TÜRKİYE, turkiye, Türkei, Turquie, Turquía, Турция, 土耳其, 🇹🇷
          DE | DE, deu, Germany, Deutschland, Allemagne, Alemania, Almanya, ALMANYA, Германия, ドイツ, BRD, 🇩🇪
          US | US, USA, U.S., U.S.A., United States, the united states, United States of America, America, EE. UU.
          US | Estados Unidos, États-Unis, Vereinigte Staaten, ABD, Amerika Birleşik Devletleri, США, アメリカ合衆国
          GB | GB, GBR, UK, U.K., United Kingdom, Great Britain, England, Scotland, Wales, Birleşik Krallık, Royaume-Uni
          NL | NL, The Netherlands, Netherlands, Holland, Nederland, Niederlande
          KR | South Korea, Republic of Korea, 대한민국
          CZ | Czechia, Czech Republic, Česko
          AE | UAE, United Arab Emirates
          SA | KSA, Saudi Arabia
          RU | Russia, Russian Federation, Россия
          VN | Vietnam, Viet Nam, Việt Nam
          CI | Ivory Coast, Côte d’Ivoire
          JP | Japan, 日本
          BR | Brasil, Brazil
          AT | Österreich, Austria
          CH | Schweiz, Suisse, Svizzera, Switzerland
          none | Atlantis, XX, ZZ, Korea, EL, Europe, EU, 90, +90, world, n/a, null, 🇽🇽, 🎉, TR-34, Istanbul, -
          """)
  void namesAndCodesOfACountryAreItsCode(String expected, String words) {
    for (String word : words.split(", ", -1)) {
      assertThat(Country.normalise(word.strip())).as(word).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          en            | en, EN, eng, English, ENGLISH, Englisch, anglais, İngilizce, английский, 英語, en-, en_, -en, en@calendar=buddhist
          en_US         | en-US, en_US, EN-us, en--US, en_US., en-US-, en_US.UTF-8, en_US@rg=trzzzz, English (US), English (United States)
          en_US         | en-US,en;q=0.9, en-US-u-hc-h23, en-US-x-private, en_US_#u-nu-latn
          tr            | tr, TR, tur, Türkçe, TÜRKÇE, turkish, Türkisch
          tr_TR         | tr-TR, tr_TR, tr-TR-u-fw-mon-mu-celsius, tr_TR_#Latn
          zh_Hant_TW    | zh-Hant-TW, zh_hant_tw, ZH-HANT-TW
          zh_Hans_CN    | zh-Hans-CN, zh_Hans_CN
          sr_Latn_RS    | sr-Latn-RS, sr-Latn-RS-u-nu-latn
          es_419        | es-419, es_419
          pt_BR         | pt-br, pt_BR, PT-BR
          de_CH         | de-ch, Deutsch (Schweiz)
          iw            | iw
          fil_PH        | fil-PH
          none          | *, e, C, POSIX, ??, xx, zz-ZZ, qq, und, mul, zxx, null, undefined, 12, -, _, --, US, 🇹🇷, english-ish
          """,
      quoteCharacter = '\'')
  void namesAndTagsOfALanguageAreItsTag(String expected, String tags) {
    for (String tag : tags.split(", ", -1)) {
      assertThat(LanguageTag.normalise(tag.strip())).as(tag).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          2            | 2
          2 pcs        | 2
          2 pcs.       | 2
          2 pieces     | 2
          2 Stück      | 2
          2 Stk.       | 2
          2 adet       | 2
          2 ADET       | 2
          2 шт         | 2
          2 шт.        | 2
          2 個         | 2
          x2           | 2
          2x           | 2
          2 ×          | 2
          12,5 kg      | 12.5
          1.5 l        | 1.5
          ½            | 0.5
          2 %          | none
          2 €          | none
          two          | none
          1-2          | none
          2 or 3       | none
          2 x 3        | none
          """)
  void aQuantityIsANumberThatCanBeOne(String text, Double expected) {
    NumberText number = NumberText.read(text.strip(), null);
    assertThat(number == null || !Quantity.isOne(number) ? null : number.value().doubleValue())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          US   | none        | 1990-03-04
          PR   | none        | 1990-03-04
          TR   | none        | 1990-04-03
          GB   | none        | 1990-04-03
          AU   | none        | 1990-04-03
          BR   | none        | 1990-04-03
          IN   | none        | 1990-04-03
          CA   | none        | two
          PH   | none        | two
          CN   | none        | two
          none | none        | two
          none | MONTH_FIRST | 1990-03-04
          none | DAY_FIRST   | 1990-04-03
          CA   | MONTH_FIRST | 1990-03-04
          CA   | DAY_FIRST   | 1990-04-03
          US   | DAY_FIRST   | 1990-03-04
          TR   | MONTH_FIRST | 1990-04-03
          """)
  void thirdOfAprilOrFourthOfMarch(String country, DateOrder order, String expected) {
    for (String text :
        List.of(
            "03/04/1990",
            "3/4/1990",
            "03-04-1990",
            " 03/04/1990 ",
            "03/04/1990 00:00",
            "03/04/90")) {
      Birthday birthday = Birthday.read(text, Birthday.Judge.of(country, order, NOW));
      assertThat(birthday.hasTwoReadings() ? "two" : birthday.date().substring(0, 10))
          .as(text)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          2026-10-31, 2026-10-31
          2026-11-01, 2026-11-01
          2026-11-02, 2026-11-02
          2026-11-03, none
          2027-01-01, none
          31/12/2026, none
          03/04/2031, none
          1 January 2030, none
          2030-01-01T00:00:00Z, none
          1900-01-01, 1900-01-01
          0000-00-00, none
          """)
  void aBirthdayToComeIsNone(String text, String expected) {
    Birthday birthday = Birthday.read(text, Birthday.Judge.of("TR", null, NOW));
    assertThat(birthday == null ? null : birthday.date().substring(0, 10)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TV/Video & Hi-Fi      | ["TV/Video & Hi-Fi"]
          24/7                  | ["24/7"]
          Sport/ Running        | ["Sport/ Running"]
          Sport /Running        | ["Sport /Running"]
          Sport / Running       | ["Sport","Running"]
          Sport  /  Running     | ["Sport","Running"]
          Sport\u00A0/\u00A0Running | ["Sport","Running"]
          Sport>Running         | ["Sport","Running"]
          Sport > Running       | ["Sport","Running"]
          Sport\u00A0>\u00A0Running | ["Sport","Running"]
          A > B / C             | ["A","B","C"]
          A/B > C/D > E         | ["A/B","C/D","E"]
          A >> B                | ["A","B"]
          > Shoes >             | ["Shoes"]
          / Shoes /             | ["/ Shoes /"]
          A / / B               | ["A","/ B"]
          A | ["A"]
          Home & Garden         | ["Home & Garden"]
          A, B                  | ["A, B"]
          A - B                 | ["A - B"]
          /                     | ["/"]
          >                     | []
          """)
  void aPathIsSplitWhateverTheLanguage(String text, String expected) {
    assertThat(JsonWriter.text(new Taxonomy(List.of(">", " / ")).split(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          /;     TV/Video;       ["TV","Video"]
          /;     Sport > Running; ["Sport > Running"]
          |;     A | B|C;        ["A","B","C"]
          ::;    A::B : C;       ["A","B : C"]
          ' - '; A - B-C;        ["A","B-C"]
          ,;     A, B;           ["A","B"]
          ' » '; A » B»C;        ["A","B»C"]
          """)
  void categoriesBySeparatorsOfTheShop(String separator, String text, String expected) {
    assertThat(JsonWriter.text(new Taxonomy(List.of(separator)).split(text))).isEqualTo(expected);
  }
}
