package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of names in other alphabets on their way through the default mapping. */
class NamesInEventsTest {

  private final Mapper mapper = Mapped.defaultPreset(Mapped.SETTINGS);

  private Mapped identify(String traits) {
    return identify(mapper, traits);
  }

  private static Mapped identify(Mapper mapper, String traits) {
    return Mapped.by(
        mapper,
        ("{'type':'identify','userId':'u-1','traits':{" + traits + "}}").replace('\'', '"'));
  }

  private Mapped track(String event, String properties) {
    return Mapped.by(
        mapper,
        ("{'type':'track','userId':'u-1','event':'"
                + event
                + "','properties':{"
                + properties
                + "}}")
            .replace('\'', '"'));
  }

  private static Object json(String text) {
    return Mapped.parsed(text.replace('\'', '"'));
  }

  @Test
  void traitsOfATurkishAGermanAndAFrenchShop() {
    Mapped mapped =
        identify("'şehir':'İzmir','ürün_adı':'Kazak','Größe':'42','prénom_préféré':'Zoé'");
    assertThat(mapped.at("attributes", "custom"))
        .isEqualTo(
            json("{'sehir':'İzmir','urun_adi':'Kazak','grosse':'42','prenom_prefere':'Zoé'}"));
    assertThat(mapped.repairs()).isEmpty();
  }

  @Test
  void traitsThatAllWereUnderscores() {
    assertThat(identify("'имя':'Вера','город':'Пермь','名前':'花'").at("attributes", "custom"))
        .isEqualTo(json("{'imya':'Вера','gorod':'Пермь','mingqian_7ec26292':'花'}"));
  }

  @Test
  void parametersAndWhatIsFlattened() {
    Mapped mapped =
        track("Sepete Eklendi", "'ürün':'kazak','beden ölçüsü':'M','adres':{'şehir':'İzmir'}");
    assertThat(mapped.at("events", 0, "event_name")).isEqualTo("sepete_eklendi");
    assertThat(mapped.at("events", 0, "event_params", "custom"))
        .isEqualTo(json("{'urun':'kazak','beden_olcusu':'M','adres_sehir':'İzmir'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Заказ 1", "Отзыв 1", "🎉", "注文完了", "!!!", "ยินดี"})
  void noEventIsRefusedForItsName(String name) {
    Mapped mapped = track(name, "");
    assertThat(mapped.deadLetters()).isEmpty();
    assertThat((String) mapped.at("events", 0, "event_name")).matches("[a-z0-9][a-z0-9._-]*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'sehir':'Bursa','şehir':'İzmir'", "'şehir':'İzmir','sehir':'Bursa'"})
  void theSameInPlainLettersKeepsItsNameWhereverItStands(String traits) {
    Mapped mapped = identify(traits);
    assertThat(mapped.at("attributes", "custom"))
        .isEqualTo(json("{'sehir':'Bursa','sehir_b4ff4e0b':'İzmir'}"));
    assertThat(mapped.repairs()).containsExactly("name-taken attributes.custom.sehir");
  }

  @Test
  void theSameInPlainLettersKeepsItsNameInAnObject() {
    assertThat(identify("'adres':{'sehir':'Bursa','şehir':'İzmir'}").at("attributes", "custom"))
        .isEqualTo(json("{'adres_sehir':'Bursa','adres_sehir_e9c4f10b':'İzmir'}"));
  }

  @Test
  void aNameThatSaysNothingTakesNone() {
    Mapped mapped = identify("'sehir':'Bursa','şehir':null");
    assertThat(mapped.at("attributes", "custom")).isEqualTo(json("{'sehir':'Bursa'}"));
    assertThat(mapped.repairs()).isEmpty();
  }

  @Test
  void aRuleIsForEverySpelling() {
    Mapper strict =
        Mapped.defaultPreset(Mapped.settings(Set.of("attributes.şehir"), Set.of("attributes.имя")));
    Mapped mapped = identify(strict, "'sehir':'Bursa','şehir':'İzmir','имя':'Вера','imya':'Вера'");
    assertThat(mapped.user()).doesNotContain("Bursa", "İzmir", "Вера");
  }

  @Test
  void aFieldOfInsidersIsMeantByItsNameWithoutMarks() {
    assertThat(identify("'âge':42").at("attributes")).isEqualTo(json("{'age':42}"));
  }
}
