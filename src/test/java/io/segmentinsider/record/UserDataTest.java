package io.segmentinsider.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

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
