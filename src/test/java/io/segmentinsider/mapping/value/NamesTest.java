package io.segmentinsider.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.insider.IdentifierForm;
import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in all alphabets. A name that was sent once stays: these tables never change. */
class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "plan, plan",
    "createdAt, createdat",
    "Song Title, song_title",
    "Total  Billed!, total_billed_",
    "' x', _x",
    "a.b-c_d, a.b-c_d",
    "_, _",
    "şehir, sehir",
    "ŞEHİR, sehir",
    "ürün_adı, urun_adi",
    "beden ölçüsü, beden_olcusu",
    "İlçe, ilce",
    "Größe, grosse",
    "GRÖSSE, grosse",
    "prénom_préféré, prenom_prefere",
    "Ångström, angstrom",
    "Łódź, lodz",
    "ørsted & æbler, orsted_aebler",
    "ʻokina, okina_041e31d1",
    "Əlaqə, elaqe",
    "điện thoại, dien_thoai",
    "ｏｒｄｅｒ　１, order_1",
    "имя, imya",
    "Город, gorod",
    "Заказ 1, zakaz_1",
    "цены, tseny",
    "последний заказ, posledniy_zakaz",
    "рейтинг, reyting",
    "щука, shchuka",
    "шчука, shchuka_e5f026dd",
    "тсар, tsar_3b5ad5f6",
    "царь, tsar_f4ec4029",
    "объект, obekt_6d9a0407",
    "зелёный, zelenyy_f48332c4",
    "ціна, tsina_2c825138",
    "email клиента, email_klienta",
    "emailклиента, emailklienta_99787e9f",
    "χρώμα, chroma_b5aa62c4",
    "السعر, lsr_259862e8",
    "מחיר, mhyr_3105047c",
    "名前, mingqian_7ec26292",
    "城市, chengshi_ed84a166",
    "程式, chengshi_4a92b6e6",
    "なまえ, namae_d8d3e6f2",
    "カード, kado_a586e52c",
    "가격, gagyeog_38c1b407",
    "ราคา, rakha_1a425f68",
    "नाम, nam_653b3a28",
    "Price €, price_eur_e0c95e61",
    "🎉, tada_6146299c",
    "👍, thumbsup_5d57d39e",
    "👎, thumbsdown_7707385f",
    "!!!, name_e84c538e",
    "'', ''",
    "'   ', ''",
    "'\u200b\u00a0', ''",
  })
  void aCustomNameIsWrittenInLatinLettersAndToldApart(String text, String expected) {
    assertThat(CustomName.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "signed_in, signed_in",
        "Signed In, signed_in",
        "' Ürün İncelendi — Ödeme!', urun_incelendi_odeme",
        "Sepete Eklendi, sepete_eklendi",
        "Straße, strasse",
        "Заказ 1, zakaz_1",
        "Отзыв 1, otzyv_1",
        "' Заказ «оформлен»', zakaz_oformlen",
        "'Заказ 🎉', zakaz_tada_f5af0bb6",
        "🎉, tada_6146299c",
        "🎉🎉, tadatada_9bbfb342",
        "注文完了, zhuwenwanle_122818a1",
        "'  注文完了!', zhuwenwanle_122818a1",
        "สั่งซื้อ, sangsueo_5ec69077",
        "!!!, name_e84c538e",
        "???, name_a03b221c",
        "—, name_bda05058",
        "'', none",
        "'\u200b ', none",
      })
  void eventNames(String text, String expected) {
    assertThat(EventName.normalise(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "şehir, s\u0327ehir",
    "ﬁyat, fiyat",
    "Сity, сity",
    "'مقدار\u200cکل', مقدارکل",
    "❤️, ❤",
    "城 市, 城_市",
  })
  void oneNameInTwoForms(String one, String other) {
    assertThat(CustomName.normalise(one)).isEqualTo(CustomName.normalise(other));
    assertThat(EventName.normalise(one)).isEqualTo(EventName.normalise(other));
  }

  @ParameterizedTest
  @CsvSource({
    "şehir, sehir_b4ff4e0b",
    "名前, mingqian_7ec26292",
  })
  void anotherFormForANameWhoseUsualOneIsTaken(String text, String expected) {
    assertThat(CustomName.distinct(text)).isEqualTo(expected);
  }

  @Property
  void whatIsSentHasInsidersForm(@ForAll String text) {
    String custom = CustomName.normalise(text);
    String event = EventName.normalise(text);
    assertThat(custom.isEmpty() || IdentifierForm.isName(custom)).isTrue();
    assertThat(event == null || IdentifierForm.isEventName(event)).isTrue();
    assertThat(custom.isEmpty()).isEqualTo(event == null);
  }

  @Property
  void whatIsSentIsSentAsItIs(@ForAll("names") String name) {
    String custom = CustomName.normalise(name);
    String event = EventName.normalise(name);
    assertThat(CustomName.normalise(custom)).isEqualTo(custom);
    assertThat(EventName.normalise(event)).isEqualTo(event);
  }

  @Property(tries = 5_000)
  void differentNamesInOtherAlphabetsStayDifferent(
      @ForAll("names") String one, @ForAll("names") String other) {
    Assume.that(!plain(one).equals(plain(other)));
    assertThat(CustomName.normalise(one)).isNotEqualTo(CustomName.normalise(other));
    assertThat(EventName.normalise(one)).isNotEqualTo(EventName.normalise(other));
  }

  @Property(tries = 5_000)
  void differentCyrillicWordsStayDifferent(
      @ForAll("cyrillic") String one, @ForAll("cyrillic") String other) {
    Assume.that(!one.equals(other));
    assertThat(CustomName.normalise(one)).isNotEqualTo(CustomName.normalise(other));
  }

  /** Case, marks on Latin letters, and Unicode's forms tell no names apart. */
  private static String plain(String name) {
    String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    return decomposed.replaceAll("(?<=[a-z])\\p{M}+", "");
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
            "şehir", "sehir", "имя", "има", "иня", "город", "の", "名", "前", "城市", "程式", "ا", "ل",
            "س", "ע", "ר", "ก", "า", "นา", "가", "격", "σ", "ο", "ω", "🎉", "👍", "👎", "€", "ь", "ц",
            "тс")
        .list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .map(parts -> String.join("", parts));
  }

  /** Letters that are written alike, or as two others are, in short words. */
  @Provide
  Arbitrary<String> cyrillic() {
    return Arbitraries.strings().withChars("тсцшчщзхкйыиеэёьъюя").ofMinLength(1).ofMaxLength(3);
  }
}
