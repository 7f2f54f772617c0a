package io.segmentinsider.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One table for each kind of value: what came, and what leaves. */
class ValuesTest {

  /** 1 November 2026. */
  private static final long NOW = 1_793_527_200_000L;

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          '  A@B.Co ', a@b.co
          a.b+c@sub.example.com, a.b+c@sub.example.com
          İ@x.co, i@x.co
          İSMAİL@ÖRNEK.TEST, ismail@örnek.test
          ISMAIL@ÖRNEK.TEST, ismail@örnek.test
          i̇smail@örnek.test, ismail@örnek.test
          ismail@xn--rnek-4qa.test, ismail@örnek.test
          ISMAIL@XN--RNEK-4QA.TEST, ismail@örnek.test
          ann@xn--a.test, ann@xn--a.test
          ann@example.test\u200B, ann@example.test
          \uFEFFann@exam\u00ADple.test, ann@example.test
          \u202Dann@example.test\u202C, ann@example.test
          \u00A0ann@example.test\u00A0, ann@example.test
          ａｎｎ＠ｅｘａｍｐｌｅ．ｔｅｓｔ, ann@example.test
          ann@example。test, ann@example.test
          mailto:ann@example.test, ann@example.test
          MAILTO:Ann@example.test?subject=hi, ann@example.test
          Ann <ann@example.test>, ann@example.test
          '"Smith, Ann" <Ann@Example.test>', ann@example.test
          <ann@example.test>, ann@example.test
          <mailto:ann@example.test|ann@example.test>, ann@example.test
          '"ann@example.test"', ann@example.test
          '''ann@example.test''', ann@example.test
          (ann@example.test), ann@example.test
          'ann@example.test,', ann@example.test
          ann@example.test;, ann@example.test
          ann@example.test., ann@example.test
          ann @ example.test, ann@example.test
          ann%40example.test, ann@example.test
          o'neil@example.test, o'neil@example.test
          zoe\u0308@example.test, zoë@example.test
          ;ann@example.test;, ann@example.test
          ': ann@example.test', ann@example.test
          '"ann"@example.test', ann@example.test
          ann@[127.0.0.1], none
          ann@example.test?x=1, none
          ann@example.test/reset, none
          'ann@x.co, bob@x.co', none
          'Ann <ann@x.co>, Bob <bob@x.co>', none
          <ann@x.co> <bob@x.co>, none
          ann@x.co <bob@x.co>, none
          <bob@x.co> ann@x.co, none
          ann%40x.co <bob@x.co>, none
          ann%40x.co%2Cbob@y.co, none
          ann%40x.co%2Cbob%40y.co, none
          ann@x.co%2Cbob%40y.co, none
          ann%2c%20bob@y.co, none
          ann%40x.co;bob@y.co, none
          Ann@x.co <ann@x.co>, ann@x.co
          '"ann@x.co" <ann@x.co>', ann@x.co
          ann@x.co<mailto:ann@x.co>, ann@x.co
          Ann <Smith> <ann@x.co>, ann@x.co
          <<ann@x.co>>, ann@x.co
          ann%2Bshop@x.co, ann%2bshop@x.co
          ann@x.co;bob@x.co, none
          ann smith@x.co, none
          .@., none
          not-an-email, none
          a@b, none
          @b.co, none
          a@.co, none
          a@b., none
          a b@c.co, none
          a@b@c.co, none
          '', none
          """)
  void emailAddresses(String text, String expected) {
    assertThat(EmailAddress.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          +14155550100, none, +14155550100
          +445253868988, none, +445253868988
          0033274318885, none, +33274318885
          +1 (415) 555-0100, none, +14155550100
          ' +81.557.8516008 ', none, +815578516008
          +44 (0)20 7946 0018, none, +442079460018
          (415) 555-0100, US, +14155550100
          0532 123 45 67, TR, +905321234567
          (415) 555-0100, none, none
          +12, none, none
          +0123456789, none, none
          12345, US, none
          call me, US, none
          +1 415 555 0100 ext 5, US, none
          +1234567890123456, none, none
          tel:+905321234567, none, +905321234567
          TEL:+90-532-123-45-67, none, +905321234567
          tel:05321234567;phone-context=+90, none, +905321234567
          whatsapp:+905321234567, none, +905321234567
          Tel.: +90 532 123 45 67, none, +905321234567
          +9005321234567, none, +905321234567
          +90 (0)532 123 45 67, none, +905321234567
          +90 0532 123 45 67, none, +905321234567
          009005321234567, none, +905321234567
          00 90 532 123 45 67, none, +905321234567
          +00905321234567, none, +905321234567
          (+90) 532 123 45 67, none, +905321234567
          (0090) 532 123 45 67, none, +905321234567
          '+ 90 532 1234567', none, +905321234567
          %2B905321234567, none, +905321234567
          \u202D+6591234567\u202C, none, +6591234567
          \u200E+65\u00A09123\u00A04567, none, +6591234567
          ＋９０ ５３２ １２３ ４５ ６７, none, +905321234567
          +٩٠ ٥٣٢ ١٢٣ ٤٥ ٦٧, none, +905321234567
          ٠٠٩٠٥٣٢١٢٣٤٥٦٧, none, +905321234567
          90 532 123 45 67, TR, +905321234567
          905321234567, TR, +905321234567
          905321234567, none, none
          +4407911123456, none, +447911123456
          +39 06 1234 5678, none, +390612345678
          +7 8 912 345 67 89, none, +79123456789
          +1 1 415 555 0100, none, +14155550100
          +1 1 1 415 555 0100, none, +14155550100
          +999123456789, none, none
          +0 532 123 45 67, none, none
          tel:+14155550100;ext=5, none, none
          +1 415 555 0100 x5, none, none
          '', TR, none
          +, TR, none
          +14155550100 Bob, none, +14155550100
          +6591234567 mum, none, +6591234567
          +90 532 123 45 67 Ali, none, +905321234567
          +90 532 123 45 67 (Ali), none, +905321234567
          0171 1234567 Max, DE, +491711234567
          'Max: 0171 1234567, Jürgen', DE, +491711234567
          +445253868988 Ann, none, +445253868988
          415 555 01 Bob, US, none
          0171 1234567 Max 2, DE, none
          +14155550100 or 14155550101, none, none
          1-800-FLOWERS, US, +18003569377
          +1 800 FLOWERS, none, +18003569377
          +1415555xxxx, none, none
          +1415555XXXX Bob, none, none
          0532 111 22 33-34, TR, none
          0532 111 22 33 – 34, TR, none
          0532 111 22 33/34, TR, none
          +90 532 111 22 33-34, none, none
          0532 111 22 33-34 Ali, TR, none
          05321112233 / 05334445566, TR, none
          05321112233 / x 05334445566, TR, none
          05321112233/, TR, +905321112233
          030/1234567, DE, +49301234567
          0171/1234567, DE, +491711234567
          030 123456-78, DE, +493012345678
          0532-111-22-33, TR, +905321112233
          +141555501000, none, none
          +1 555 0100, none, none
          555 0100, US, none
          """)
  void phoneNumbers(String text, String region, String expected) {
    assertThat(PhoneNumber.normalise(text, region)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "+15555555555, true",
    "+11111111111, true",
    "+901234567890, true",
    "+6512345678, true",
    "+900000000000, true",
    "+449876543210, true",
    "+905555555555, true",
    "+447777777777, true",
    "+33666666666, true",
    "+33612345678, true",
    "+31612345678, true",
    "+5511999999999, true",
    "+905555555554, false",
    "+447777777770, false",
    "+33612345679, false",
    "+61412345679, false",
    "+5511999999998, false",
    "+6566666666, false",
    "+14155550100, false",
    "+905321234567, false",
    "+6591234567, false",
    "+6588888888, false",
    "+12345678900, false",
    "+919876543210, false",
    "+445253868988, false",
    "+33274318885, false"
  })
  void phoneNumbersOfNobody(String number, boolean nobodys) {
    assertThat(PhoneNumber.isNobodys(number)).isEqualTo(nobodys);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          1993-03-12                | none | 1993-03-12
          1990-01-02T23:00:00-05:00 | none | 1990-01-02
          1990/1/2                  | none | 1990-01-02
          1990. 1. 2.               | none | 1990-01-02
          19900102                  | none | 1990-01-02
          1990年3月4日               | none | 1990-03-04
          16/02/1982                | none | 1982-02-16
          02/16/1982                | none | 1982-02-16
          03/14/1990                | US   | 1990-03-14
          03/04/1990                | US   | 1990-03-04
          03/04/1990                | DE   | 1990-04-03
          03/04/1990                | TR   | 1990-04-03
          03-04-1990                | NL   | 1990-04-03
          03/04/1990                | none | two
          03/04/1990                | CA   | two
          05/05/1990                | none | 1990-05-05
          14.03.1990                | none | 1990-03-14
          03.04.1990                | none | 1990-04-03
          03.04.1990                | US   | two
          16/02/82                  | none | 1982-02-16
          16/02/12                  | none | two
          March 4, 1990             | none | 1990-03-04
          4 March 1990              | none | 1990-03-04
          4th March 1990            | none | 1990-03-04
          04-Mar-1990               | none | 1990-03-04
          4. März 1990              | none | 1990-03-04
          4 Mart 1990               | none | 1990-03-04
          4 de marzo de 1990        | none | 1990-03-04
          4 марта 1990 г.           | none | 1990-03-04
          Sun Mar 04 1990 00:00:00 GMT+0100 (CET) | none | 1990-03-04
          320000000                 | none | 1980-02-21
          2031-01-01                | none | none
          1990-02-30                | none | none
          0001-01-01                | none | none
          March 1990                | none | none
          1990                      | none | none
          0                         | none | none
          yesterday                 | none | none
          1990-01-02x               | none | none
          """)
  void aBirthdayInTextIsADateOrHasTwoReadings(String text, String country, String expected) {
    Birthday birthday = Birthday.read(text, Birthday.Judge.of(country, null, NOW));
    assertThat(birthday == null ? null : birthday.hasTwoReadings() ? "two" : birthday.date())
        .isEqualTo(expected == null || expected.equals("two") ? expected : expected + "T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          320000000, 1980-02-21T00:00:00Z
          19930312, 1993-03-12T00:00:00Z
          320000000000, 1980-02-21T00:00:00Z
          1990, none
          0, none
          1e300, none
          NaN, none
          """)
  void aNumberIsABirthdayIfItCanBeOne(double epoch, String expected) {
    Birthday birthday = Birthday.read(epoch, Birthday.Judge.of(null, null, NOW));
    assertThat(birthday == null ? null : birthday.date()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z",
    "1715734294608, 2024-05-15T00:51:34.608Z",
    "1715734294000, 2024-05-15T00:51:34Z",
    "-1, 1969-12-31T23:59:59.999Z",
    "9223372036854775807, 9999-12-31T23:59:59.999Z",
    "-9223372036854775808, 0000-01-01T00:00:00Z"
  })
  void aTimestampIsWrittenInUtcWithinFourDigitYears(long epochMillis, String expected) {
    assertThat(Timestamp.format(epochMillis)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          SG, SG
          sg, SG
          USA, US
          tur, TR
          Germany, DE
          ' united kingdom ', GB
          UK, GB
          United States of America, US
          Turkey, TR
          Türkiye, TR
          Atlantis, none
          XX, none
          '', none
          """)
  void aCountryBecomesItsCode(String text, String expected) {
    assertThat(Country.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          en-US, en_US
          en_US, en_US
          EN-us, en_US
          tr, tr
          zh-Hant-TW, zh_Hant_TW
          zh-hant-tw, zh_Hant_TW
          es-419, es_419
          de_DE.UTF-8, de_DE
          English, en
          e, none
          *, none
          """)
  void aLanguageBecomesItsTag(String text, String expected) {
    assertThat(LanguageTag.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"female, F", "F, F", "Woman, F", "male, M", "m, M", "other, other", "' X ', X"})
  void aGenderBecomesItsLetter(String text, String expected) {
    assertThat(Gender.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Kitchen         | ["Kitchen"]
          Home & Garden   | ["Home & Garden"]
          Women/Dresses   | ["Women/Dresses"]
          Women / Dresses | ["Women","Dresses"]
          Sport > Running | ["Sport","Running"]
          A/B > C         | ["A/B","C"]
          TV/Video & Hi-Fi | ["TV/Video & Hi-Fi"]
          >               | []
          """)
  void aPathIsSplitAtItsSeparatorsOnly(String text, String expected) {
    assertThat(JsonWriter.text(new Taxonomy(List.of(">", " / ")).split(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          signed_in, signed_in
          Signed In, signed_in
          homepageView, homepageview
          ' Ürün İncelendi — Ödeme!', urun_incelendi_odeme
          "Checkout\tStep  Viewed", "checkout_step_viewed"
          Straße, strasse
          Giriş Yapıldı, giris_yapildi
          a.b-c, a.b-c
          _.-x, x
          2nd Visit, 2nd_visit
          '', none
          """,
      quoteCharacter = '\'')
  void anEventNameIsBroughtIntoInsidersForm(String text, String expected) {
    assertThat(EventName.normalise(text.replace("\"", "")))
        .isEqualTo(expected == null ? null : expected.replace("\"", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "plan, plan",
    "createdAt, createdat",
    "Song Title, song_title",
    "Total  Billed!, total_billed_",
    "' x', _x",
    "a.b-c_d, a.b-c_d",
    "'', ''"
  })
  void aCustomNameIsLowerCaseWithUnderscoresForBlanks(String text, String expected) {
    assertThat(CustomName.normalise(text)).isEqualTo(expected);
  }
}
