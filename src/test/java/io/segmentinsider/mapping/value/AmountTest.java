package io.segmentinsider.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonNumbers;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts as shops of many countries write them. */
class AmountTest {

  private static final Currencies CURRENCIES = new Currencies(Map.of());

  private static String read(String text, DecimalSeparator separator) {
    Amount amount = Amount.read(text, CURRENCIES, separator);
    if (amount == null) {
      return null;
    }
    return amount.number().hasTwoReadings() ? "two" : JsonNumbers.text(amount.number().value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "none",
      textBlock =
          """
          12.5             | 12.5
          12               | 12
          -3               | -3
          +3               | 3
          .5               | 0.5
          5.               | 5
          1e3              | 1000
          1.2e3            | 1200
          0.125            | 0.125
          0,125            | 0.125
          00.125           | 0.125
          1234.567         | 1234.567
          1234,567         | 1234.567
          1.2345           | 1.2345
          1,299.00         | 1299
          1.299,50         | 1299.5
          1,299.000        | 1299
          1 299,50         | 1299.5
          1 299            | 1299
          1'299.50         | 1299.5
          1’299.50         | 1299.5
          1'299            | 1299
          1_299.5          | 1299.5
          5,99             | 5.99
          ,5               | 0.5
          1,234,567        | 1234567
          1.234.567        | 1234567
          1 234 567,89     | 1234567.89
          1.234.567,89     | 1234567.89
          12,34,567        | 1234567
          12,34,567.50     | 1234567.5
          1,23,456         | 123456
          €19.99           | 19.99
          19,99 €          | 19.99
          19,99€           | 19.99
          $1,299.00        | 1299
          US$ 1,299.00     | 1299
          10 USD           | 10
          USD 10           | 10
          EUR10.50         | 10.5
          1.299,00 TL      | 1299
          ₺1.299,00        | 1299
          1 299,00 zł      | 1299
          1 299,00 kr      | 1299
          kr. 1.299,00     | 1299
          Rs. 500          | 500
          Rs.500/-         | 500
          ₹1,29,999.00     | 129999
          R$ 1.299,90      | 1299.9
          CHF 1'299.–      | 1299
          CHF 19.-         | 19
          19,- €           | 19
          19,– €           | 19
          19,-- €          | 19
          € 19,=           | 19
          199:-            | 199
          1.299,-          | 1299
          €1.299,=         | 1299
          1,299.-          | 1299
          CHF 1,299.–      | 1299
          1.299,-- €       | 1299
          1.299:-          | 1299
          Rs. 1,299/-      | 1299
          KSh 1,299/=      | 1299
          1.234.567,-      | 1234567
          Rs. 1,299.00/-   | 1299
          -1.299,-         | -1299
          19.99,-          | none
          1.299,50,-       | none
          0.299,-          | none
          1234.567,-       | none
          100 kr.          | 100
          5.00-            | -5
          5,00 EUR-        | -5
          -5,00 €          | -5
          € -5,00          | -5
          -€5.00           | -5
          −5.00            | -5
          –5.00            | -5
          (5.00)           | -5
          ($5.00)          | -5
          $(5.00)          | -5
          (5.00) USD       | -5
          (1.299,00 €)     | -1299
          12½              | 12.5
          12 ½             | 12.5
          ½                | 0.5
          3¾ €             | 3.75
          ١٢٫٥             | 12.5
          ١٬٢٩٩٫٠٠         | 1299
          ۱۲۵۰ ﷼           | 1250
          १२.५             | 12.5
          １２．５            | 12.5
          ￥１，２９９．００      | 1299
          1299円            | 1299
          1,299,000원        | 1299000
          "1 299,00"       | 1299
          "1 299,00 €"     | 1299
          " 12.5 "         | 12.5
          1.299            | two
          1,299            | two
          -1,299           | two
          €1.299           | two
          1,299 TL         | two
          12.345           | two
          123,456          | two
          (1.299)          | two
          1,5,             | none
          12,34.5          | none
          1,29.9,00        | none
          1.299.00         | none
          1,299,00         | none
          1 29             | none
          1 299 00         | none
          1,299 00         | none
          1,23.,456        | none
          1,234.567,890    | none
          12abc            | none
          abc              | none
          free             | none
          10%              | none
          10-20            | none
          10 - 20 €        | none
          €5-€10           | none
          from €10         | none
          10 €/kg          | none
          2x6              | none
          19:50            | none
          19⁹⁹ €           | none
          ⅓                | none
          --5              | none
          -(5)             | none
          (5               | none
          5)               | none
          -5-              | none
          12.05.2020       | none
          2020-01-01       | none
          10 points        | none
          0x1F             | none
          Infinity         | none
          1e999            | none
          NaN              | none
          -                | none
          €                | none
          .                | none
          """)
  void anAmountIsReadOrLeftOut(String text, String expected) {
    assertThat(read(text, null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1.299, 1.299, 1299",
    "'1,299', 1299, 1.299",
    "-12.345 €, -12.345, -12345",
    "'€123,456', 123456, 123.456",
    "'(1,299)', -1299, -1.299",
    "'1.299,00', 1299, 1299",
    "'1,299.00', 1299, 1299",
    "0.125, 0.125, 0.125",
    "'1.299,-', 1299, 1299",
    "'1,299.-', 1299, 1299",
    "'Rs. 1,299/-', 1299, 1299"
  })
  void theOneFormWithTwoReadingsIsReadByOption(String text, String point, String comma) {
    assertThat(read(text, DecimalSeparator.POINT)).isEqualTo(point);
    assertThat(read(text, DecimalSeparator.COMMA)).isEqualTo(comma);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          19.99        | none
          €19.99       | EUR
          10 USD       | USD
          US$10        | USD
          € 10 EUR     | EUR
          10 TL        | TRY
          USD 10 $     | USD
          """)
  void theCurrencyBesideAnAmountIsKnown(String text, String code) {
    Amount amount = Amount.read(text, CURRENCIES, null);
    assertThat(amount.currencies()).isEqualTo(code == null ? null : Set.of(code));
  }

  @ParameterizedTest
  @CsvSource({"$5, USD, CAD", "5 kr, SEK, NOK", "¥5, JPY, CNY"})
  void aSharedSignCanStandForEachOfThem(String text, String one, String other) {
    assertThat(Amount.read(text, CURRENCIES, null).currencies()).contains(one, other);
  }

  /** What any country's own format writes, with two decimals, is read as what it was. */
  @Property
  void amountsInTheFormatOfAnyCountryAreReadBack(
      @ForAll @LongRange(min = -99_999_999_999L, max = 99_999_999_999L) long cents) {
    BigDecimal amount = BigDecimal.valueOf(cents, 2);
    for (String tag :
        new String[] {
          "en-US", "de-DE", "fr-FR", "de-CH", "tr-TR", "pl-PL", "ru-RU", "sv-SE", "pt-BR", "en-IN",
          "ja-JP", "hi-IN", "es-ES", "it-IT", "nl-NL", "cs-CZ", "hu-HU", "nb-NO", "fa-IR", "ar-EG"
        }) {
      DecimalFormat format =
          (DecimalFormat) NumberFormat.getNumberInstance(Locale.forLanguageTag(tag));
      format.setMinimumFractionDigits(2);
      format.setMaximumFractionDigits(2);
      assertThat(read(format.format(amount), null))
          .as("%s in %s", format.format(amount), tag)
          .isEqualTo(JsonNumbers.text(amount.doubleValue()));
    }
  }
}
