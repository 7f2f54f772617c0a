package io.segmentinsider.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.config.ConfigurationException;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shops write for a currency, and what it is. */
class CurrenciesTest {

  private static final Currencies CURRENCIES = new Currencies(Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          EUR              | EUR
          eur              | EUR
          "eur "           | EUR
          " Eur"           | EUR
          €                | EUR
          " € "            | EUR
          Euro             | EUR
          EUROS            | EUR
          евро             | EUR
          ευρώ             | EUR
          ユーロ              | EUR
          يورو             | EUR
          EUR €            | EUR
          € EUR            | EUR
          EUR€             | EUR
          Euro (EUR)       | EUR
          [EUR]            | EUR
          TL               | TRY
          tl               | TRY
          T.L.             | TRY
          ₺                | TRY
          TRY              | TRY
          YTL              | TRY
          Türk Lirası      | TRY
          TÜRK LİRASI      | TRY
          turk lirasi      | TRY
          Turkish Lira     | TRY
          TRY - Türk Lirası | TRY
          US$              | USD
          U.S. $           | USD
          U$S              | USD
          US Dollar        | USD
          us dollars       | USD
          USD ($)          | USD
          USD$             | USD
          доллар США       | USD
          dólar estadounidense | USD
          £                | GBP
          Pounds           | GBP
          pound sterling   | GBP
          GBP £            | GBP
          CHF              | CHF
          SFr.             | CHF
          Schweizer Franken | CHF
          zł               | PLN
          zl               | PLN
          złoty            | PLN
          Kč               | CZK
          Kc               | CZK
          Ft               | HUF
          lei              | RON
          лв.              | BGN
          ₽                | RUB
          руб.             | RUB
          рублей           | RUB
          грн              | UAH
          ₴                | UAH
          ₸                | KZT
          ₼                | AZN
          ₾                | GEL
          ₪                | ILS
          NIS              | ILS
          ש"ח              | ILS
          ₹                | INR
          ₩                | KRW
          원                | KRW
          円                | JPY
          JP¥              | JPY
          RMB              | CNY
          CN¥              | CNY
          人民币              | CNY
          NT$              | TWD
          HK$              | HKD
          S$               | SGD
          A$               | AUD
          AU$              | AUD
          CA$              | CAD
          C$               | CAD
          NZ$              | NZD
          R$               | BRL
          reais            | BRL
          MX$              | MXN
          pesos mexicanos  | MXN
          S/               | PEN
          S/.              | PEN
          RM               | MYR
          Rp               | IDR
          ฿                | THB
          ₫                | VND
          ₱                | PHP
          ₦                | NGN
          KSh              | KES
          R                | ZAR
          د.إ              | AED
          Dhs.             | AED
          ر.س              | SAR
          ريال سعودي       | SAR
          د.ك              | KWD
          ج.م              | EGP
          svenska kronor   | SEK
          norske kroner    | NOK
          Danish Krone     | DKK
          """)
  void clearNamesAreRead(String text, String code) {
    assertThat(CURRENCIES.read(text)).containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource({
    "$, USD, CAD",
    "＄, USD, MXN",
    "dollar, USD, AUD",
    "kr, SEK, NOK",
    "Kr., DKK, ISK",
    "¥, JPY, CNY",
    "￥, JPY, CNY",
    "元, CNY, TWD",
    "Rs, INR, PKR",
    "₨, INR, LKR",
    "rupees, INR, NPR",
    "peso, MXN, ARS",
    "FCFA, XOF, XAF",
    "﷼, SAR, IRR",
    "dinar, KWD, RSD",
    "DH, AED, MAD",
    "Bs, BOB, VES"
  })
  void aSharedSignHasSeveralReadings(String text, String one, String other) {
    assertThat(CURRENCIES.read(text)).contains(one, other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "XYZ",
        "XXX",
        "XTS",
        "AB",
        "points",
        "BTC",
        "EUR/USD",
        "TL or USD",
        "12",
        "-",
        ".",
        "",
        "money",
        "E",
        "cents",
        "%",
        "EURO ZONE MONEY"
      })
  void whatIsUnknownIsNotRead(String text) {
    assertThat(CURRENCIES.read(text)).isEmpty();
  }

  @Test
  void theConfigurationSaysWhichOneASharedSignIs() {
    Currencies configured = new Currencies(Map.of("$", "CAD", "kr", "SEK", "Pts.", "EUR"));
    assertThat(configured.read("$")).containsExactly("CAD");
    assertThat(configured.read(" ＄ ")).containsExactly("CAD");
    assertThat(configured.read("Kr.")).containsExactly("SEK");
    assertThat(configured.read("pts")).containsExactly("EUR");
    assertThat(configured.read("US$")).containsExactly("USD");
    assertThat(configured.read("USD $")).containsExactly("USD");
    assertThat(configured.read("usd")).containsExactly("USD");
    assertThat(configured.isConfigured("KR")).isTrue();
    assertThat(configured.isConfigured("US$")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"$, XYZ", "$, usd", "EUR, USD", "'.', USD", "$, ''"})
  void aSignOfNoCurrencyIsRefusedAtStart(String sign, String code) {
    assertThatThrownBy(() -> new Currencies(Map.of(sign, code)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mapping.currency-signs")
        .hasMessageContaining(sign + ":" + code);
  }

  @Test
  void everyCodeOfThePlatformIsACode() {
    for (Currency currency : Currency.getAvailableCurrencies()) {
      String code = currency.getCurrencyCode();
      if (!Set.of("XXX", "XTS").contains(code)) {
        assertThat(CURRENCIES.read(code)).as(code).containsExactly(code);
        assertThat(CURRENCIES.read(code.toLowerCase(Locale.ROOT))).as(code).containsExactly(code);
        assertThat(Currencies.isCode(code)).as(code).isTrue();
      }
    }
  }
}
