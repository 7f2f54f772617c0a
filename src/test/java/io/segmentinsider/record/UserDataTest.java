package io.segmentinsider.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserDataTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static UserData of(List<EventEntry> events) {
    return UserData.of(UserData.Shape.COMPACT, List.of(), events);
  }

  @Test
  void anEntryIsPutTogetherOfItsOwnTextAndWhatItShares() {
    byte[] shared = utf8("ABCDEF");
    EventEntry entry =
        new EventEntry("n", utf8("1234"), shared, new int[] {0, 0, 2, 2, 3, 6, 4, 0, 1});
    assertThat(entry.json()).asString(StandardCharsets.UTF_8).isEqualTo("AB12DEF34A");
    assertThat(entry.sizeInBytes()).isEqualTo(10);
    assertThat(entry).isEqualTo(new EventEntry("n", utf8("AB12DEF34A")));
  }

  @Test
  void aSharedTextIsWrittenOnce() {
    byte[] shared = utf8("x".repeat(10_000));
    List<EventEntry> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(new EventEntry("n", utf8("{" + i + "}"), shared, new int[] {1, 0, 10_000}));
    }
    UserData data = of(events);
    assertThat(data.encoded()).hasSizeLessThan(13_000);
    assertThat(data.sizeInBytes()).isEqualTo(100 * 10_000 + 390);
    assertThat(data.eventNames()).hasSize(100).containsOnly("n");

    UserData again = UserData.fromEncoded(data.encoded());
    assertThat(again.sizeInBytes()).isEqualTo(data.sizeInBytes());
    assertThat(again.decode().events()).isEqualTo(events);
    UserData half = of(again.decode().events().subList(50, 100));
    assertThat(half.encoded()).hasSizeLessThan(12_000);
    assertThat(half.decode().events()).isEqualTo(events.subList(50, 100));
  }

  @Test
  void entriesOfSeveralUpdatesKeepTheirTextsApart() {
    EventEntry one = new EventEntry("a", utf8("1"), utf8("one"), new int[] {1, 0, 3});
    EventEntry other = new EventEntry("b", utf8("2"), utf8("other"), new int[] {0, 1, 5});
    EventEntry whole = new EventEntry("c", utf8("whole"));
    UserData data = of(List.of(one, other, whole, one));
    assertThat(data.decode().events())
        .extracting(entry -> new String(entry.json(), StandardCharsets.UTF_8))
        .containsExactly("1one", "ther2", "whole", "1one");
  }

  @ParameterizedTest
  @MethodSource("contents")
  void whatIsNotEncodedHasTheSizeOfWhatIs(UserData.Content content) {
    UserData decoded = UserData.of(content);
    UserData encoded = UserData.fromEncoded(decoded.encoded());
    assertThat(decoded.sizeInBytes()).isEqualTo(encoded.sizeInBytes());
    assertThat(decoded).isEqualTo(encoded).hasSameHashCodeAs(encoded);
    assertThat(encoded.decode().events()).isEqualTo(content.events());
    assertThat(encoded.eventNames()).isEqualTo(decoded.eventNames());
    assertThat(UserData.of(encoded.decode())).isEqualTo(encoded);
  }

  static Stream<UserData.Content> contents() {
    List<Attribute> attributes =
        List.of(
            new Attribute("city", false, utf8("\"Roma\"")),
            new Attribute("größe", true, utf8("1"), true, "\uD83D\uDE00"),
            Attribute.removed("x".repeat(200), true));
    List<Identifier> replaced = List.of(Identifier.uuid("ü"), Identifier.device("d"));
    EventEntry small = new EventEntry("é", utf8("{}"));
    EventEntry large = new EventEntry("e", utf8("1".repeat(20_000)));
    EventEntry sharing = new EventEntry("s", utf8("12"), utf8("text"), new int[] {1, 0, 4});
    return Stream.of(
            List.<EventEntry>of(),
            List.of(small),
            List.of(large),
            List.of(small, large),
            List.of(sharing),
            List.of(small, sharing))
        .flatMap(
            events ->
                Stream.of(
                    new UserData.Content(UserData.Shape.COMPACT, List.of(), events),
                    new UserData.Content(UserData.Shape.COMPACT, attributes, events, replaced)));
  }

  @Test
  void whatIsDecodedOnceIsNotDecodedAgain() {
    UserData encoded = UserData.fromEncoded(of(List.of(new EventEntry("n", utf8("{}")))).encoded());
    UserData.Decoder decoder = new UserData.Decoder();
    UserData both = decoder.of(encoded);
    assertThat(both.decode()).isSameAs(both.decode());
    assertThat(decoder.of(both)).isSameAs(both);
    assertThat(both.encoded()).isSameAs(encoded.encoded());
  }

  /** More names than are kept, some of one hash ({@code Aa}, {@code BB}), and each comes twice. */
  @Test
  void aNameIsItsOwnWhateverNamesCameBefore() {
    List<String> names = new ArrayList<>(List.of("", "Aa", "BB", "größe", "n".repeat(65)));
    for (int i = 0; i < 600; i++) {
      names.add("name" + i);
    }
    UserData.Decoder decoder = new UserData.Decoder();
    for (int round = 0; round < 2; round++) {
      for (String name : names) {
        UserData data =
            UserData.of(
                UserData.Shape.COMPACT,
                List.of(new Attribute(name, true, utf8("1"), false, name + "!")),
                List.of(new EventEntry(name, utf8("{}"))));
        UserData.Content content = decoder.of(UserData.fromEncoded(data.encoded())).decode();
        assertThat(content.attributes().get(0).name()).isEqualTo(name);
        assertThat(content.attributes().get(0).endsWith()).isEqualTo(name + "!");
        assertThat(content.events().get(0).name()).isEqualTo(name);
      }
    }
  }

  @Test
  void ofManyEventsNoneKeepsTheOthersInMemory() {
    EventEntry large = new EventEntry("e", utf8("1".repeat(1_000)));
    UserData one = UserData.fromEncoded(of(List.of(large)).encoded());
    UserData two = UserData.fromEncoded(of(List.of(large, large)).encoded());
    assertThat(arrayOf(one.decode().events().get(0))).isSameAs(one.encoded());
    assertThat(arrayOf(two.decode().events().get(0))).hasSize(1_000);
  }

  @Test
  void anEventThatIsTheLesserPartOfItsDataDoesNotKeepItInMemory() {
    Attribute attribute = new Attribute("a", true, utf8("1".repeat(1_000)));
    EventEntry small = new EventEntry("e", utf8("{}"));
    UserData data =
        UserData.fromEncoded(
            UserData.of(UserData.Shape.COMPACT, List.of(attribute), List.of(small)).encoded());
    assertThat(arrayOf(data.decode().events().get(0))).hasSize(2);
  }

  private static byte[] arrayOf(EventEntry entry) {
    AtomicReference<byte[]> array = new AtomicReference<>();
    entry.forEachPiece((bytes, from, to) -> array.set(bytes));
    return array.get();
  }

  @Property
  void whateverIsSharedComesBackTheSame(
      @ForAll @Size(max = 20) byte[] shared, @ForAll List<@Size(max = 5) byte[]> own) {
    List<EventEntry> events = new ArrayList<>();
    for (byte[] text : own) {
      int from = shared.length / 3;
      int place = text.length / 2;
      events.add(
          new EventEntry(
              "e", text, shared, new int[] {place, from, shared.length, place, 0, from}));
    }
    UserData data = of(events);
    assertThat(data.decode().events()).isEqualTo(events);
    assertThat(UserData.fromEncoded(data.encoded())).isEqualTo(data);
  }
}
