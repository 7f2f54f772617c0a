package io.segmentinsider.insider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spellings that nobody can tell apart are one identifier; all others stay two. */
class IdentifierTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u-1",
        " u-1 ",
        "\tu-1\r\n",
        "u-1\u00A0",
        "\u3000u-1",
        "\u2028u-1",
        "u-1\u200B",
        "\uFEFFu-1",
        "\u200Eu-1\u200F",
        "\u202Du-1\u202C",
        "\u2066u-1\u2069",
        "u\u00AD-1",
        "u\u2060-1",
        "u-1\u0000",
        "\u0007u-1",
        "u-\u200D1",
        "\u061Cu-1",
        "u-1\uFE0F",
        "\u2003u-1\u2003",
        "u-1\u0085",
        "\u180Eu-1",
        "u-1\u034F",
        "u-1\uDB40\uDC41"
      })
  void whatIsInvisibleSaysNothing(String text) {
    assertThat(IdentifierText.normalise(text)).isEqualTo("u-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u200B", "\uFEFF \u00A0", "\u202D\u202C"})
  void nothingIsLeftOfWhatIsInvisibleAltogether(String text) {
    assertThat(IdentifierText.normalise(text)).isEmpty();
  }

  @Test
  void lettersAreComposedAndBlanksArePlain() {
    assertThat(IdentifierText.normalise("Zoe\u0308 A\u00A0B")).isEqualTo("Zoë A B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"U-1", "u_1", "u-1.", "u 1", "u1", "'u-1'", "ｕ-1", "u-1!", "ù-1"})
  void whatCanBeSeenMakesADifference(String text) {
    assertThat(IdentifierText.normalise(text)).isEqualTo(text);
  }

  @Test
  void theUuidOfADeviceIsTheSameInEitherCase() {
    String id = "aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa";
    assertThat(IdentifierText.normaliseDevice(id.toUpperCase(Locale.ROOT))).isEqualTo(id);
    assertThat(IdentifierText.normaliseDevice("\u200B" + id.toUpperCase(Locale.ROOT) + " "))
        .isEqualTo(id);
    assertThat(IdentifierText.normalise(id.toUpperCase(Locale.ROOT)))
        .isEqualTo(id.toUpperCase(Locale.ROOT));
    assertThat(IdentifierText.normaliseDevice("Tablet-7")).isEqualTo("Tablet-7");
    assertThat(IdentifierText.normaliseDevice("AAAAAAAA-1111-4111-8111-AAAAAAAAAAAG"))
        .isEqualTo("AAAAAAAA-1111-4111-8111-AAAAAAAAAAAG");
  }

  @Property
  void aNormalFormIsItsOwnNormalForm(@ForAll("texts") String text) {
    String normal = IdentifierText.normalise(text);
    assertThat(IdentifierText.normalise(normal)).isEqualTo(normal);
    String device = IdentifierText.normaliseDevice(text);
    assertThat(IdentifierText.normaliseDevice(device)).isEqualTo(device);
  }

  @Property
  void aDeviceIsOneInAnyCase(@ForAll long high, @ForAll long low) {
    String id = new UUID(high, low).toString();
    assertThat(IdentifierText.normaliseDevice(id)).isSameAs(id);
    assertThat(IdentifierText.normaliseDevice(id.toUpperCase(Locale.ROOT))).isEqualTo(id);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("aZ0-\u200B\u00A0\u0308\u0301e\u0085\uFEFF İi\u2000\u0340\u212A\uD83D\uDE00")
        .ofMaxLength(20);
  }
}
