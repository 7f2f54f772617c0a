package io.segmentinsider.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One table for each kind of value: what came, and what leaves. */
class ValuesTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          '  A@B.Co ', a@b.co
          a.b+c@sub.example.com, a.b+c@sub.example.com
          İ@x.co, i̇@x.co
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
          """)
  void phoneNumbers(String text, String region, String expected) {
    assertThat(PhoneNumber.normalise(text, region)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          1993-03-12, 1993-03-12T00:00:00Z
          1993-03-12T00:00:00.000Z, 1993-03-12T00:00:00Z
          1990-01-02T23:00:00-05:00, 1990-01-02T00:00:00Z
          1990-01-02T01:00:00+03:00, 1990-01-02T00:00:00Z
          1990-1-2, 1990-01-02T00:00:00Z
          1990/01/02, 1990-01-02T00:00:00Z
          19900102, 1990-01-02T00:00:00Z
          16/02/1982, 1982-02-16T00:00:00Z
          02/16/1982, 1982-02-16T00:00:00Z
          05/06/1982, 1982-06-05T00:00:00Z
          16.02.1982, 1982-02-16T00:00:00Z
          02.16.1982, none
          16-02-1982, 1982-02-16T00:00:00Z
          1990-02-30, none
          1990-13-01, none
          0001-01-01, none
          16/02/82, none
          yesterday, none
          1990-01-02x, none
          """)
  void birthdays(String text, String expected) {
    assertThat(Birthday.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      textBlock =
          """
          320000000, 1980-02-21T00:00:00Z
          19930312, 1993-03-12T00:00:00Z
          19931312, 1970-08-19T00:00:00Z
          320000000000, 1980-02-21T00:00:00Z
          -86400, 1969-12-31T00:00:00Z
          1e300, none
          NaN, none
          """)
  void birthdaysAsNumbers(double epoch, String expected) {
    assertThat(Birthday.normalise(epoch)).isEqualTo(expected);
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
  void timestamps(long epochMillis, String expected) {
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
  void countries(String text, String expected) {
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
          English, none
          e, none
          *, none
          en-, none
          """)
  void languages(String text, String expected) {
    assertThat(LanguageTag.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"usd, USD", "EUR, EUR", "' gbp ', GBP", "$, none", "US Dollar, none", "12A, none"})
  void currencies(String text, String expected) {
    assertThat(CurrencyCode.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "true, true",
        "TRUE, true",
        "yes, true",
        "1, true",
        "on, true",
        "false, false",
        "No, false",
        "0, false",
        "off, false",
        "maybe, none",
        "2, none",
        "'', none"
      })
  void optIns(String text, Boolean expected) {
    assertThat(OptIn.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"female, F", "F, F", "Woman, F", "male, M", "m, M", "other, other", "' X ', X"})
  void genders(String text, String expected) {
    assertThat(Gender.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Kitchen         | ["Kitchen"]
          Home & Garden   | ["Home & Garden"]
          Women/Dresses   | ["Women","Dresses"]
          Sport > Running | ["Sport","Running"]
          A/B > C         | ["A","B","C"]
          /A//B/          | ["A","B"]
          >               | []
          """)
  void taxonomies(String text, String expected) {
    assertThat(JsonWriter.text(Taxonomy.split(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          12.5         | 12.5
          12           | 12
          -3           | -3
          +3           | 3
          .5           | 0.5
          1e3          | 1000
          1,299.00     | 1299
          1.299,50     | 1299.5
          1 299,50     | 1299.5
          1'299.50     | 1299.5
          1,299        | 1299
          1.299        | 1.299
          5,99         | 5.99
          1,234,567    | 1234567
          1.234.567    | 1234567
          1,23,456     | none
          12,34.5      | none
          ,5           | 0.5
          1,5,         | none
          12abc        | none
          $12          | none
          0x1F         | none
          Infinity     | none
          1e999        | none
          NaN          | none
          -            | none
          """)
  void numbers(String text, String expected) {
    Number number = NumberText.parse(text);
    assertThat(number == null ? null : JsonWriter.text(number)).isEqualTo(expected);
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
          家電, none
          —, none
          """,
      quoteCharacter = '\'')
  void eventNames(String text, String expected) {
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
    "家電, _",
    "'', ''"
  })
  void customNames(String text, String expected) {
    assertThat(CustomName.normalise(text)).isEqualTo(expected);
  }
}
