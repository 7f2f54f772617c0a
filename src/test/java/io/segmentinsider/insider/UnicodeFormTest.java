package io.segmentinsider.insider;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java's normal forms, of any text in no time. */
class UnicodeFormTest {

  /** The mark with the highest class of all, and one with the lowest. */
  private static final String LAST = "\u0345";

  private static final String FIRST = "\u0334";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "u-1",
        "şehir",
        "s\u0327ehir",
        "ｆｕｌｌ ①",
        "e\u0301\u0323",
        "שָׁלוֹם",
        "हिन्दी",
        "ﾊﾞﾅﾅ",
        "👩‍👩‍👧",
        "Z\u0351\u036b\u0343\u0363\u0315\u0301\u0321\u0331"
      })
  void textOfPeopleHasJavasForm(String text) {
    assertThat(UnicodeForm.composed(text))
        .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    assertThat(UnicodeForm.compatible(text))
        .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFKC));
    assertThat(UnicodeForm.decomposed(text))
        .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFD));
  }

  @Test
  void whatChangesPlacesWithItsNeighbourIsAMark() {
    List<String> missed = new ArrayList<>();
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (!UnicodeForm.isMark(codePoint) && startsWithMark(Character.toString(codePoint))) {
        missed.add(Integer.toHexString(codePoint));
      }
    }
    assertThat(missed).isEmpty();
  }

  /** Whether the one in front or the one behind goes past the first of its characters. */
  private static boolean startsWithMark(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    String first = Character.toString(apart.codePointAt(0));
    return !Normalizer.normalize(LAST + first, Normalizer.Form.NFKD).equals(LAST + first)
        || !Normalizer.normalize(first + FIRST, Normalizer.Form.NFKD).equals(first + FIRST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0301\u0323", "\u0345\u0301\u0323\u0334", "\uff9e\u0301", "\u0344"})
  void aMillionMarksAreAFew(String marks) {
    String text = "a" + marks.repeat(1_000_000 / marks.length()) + "b";
    String form = UnicodeForm.composed(text);
    assertThat(form).endsWith("b");
    assertThat(form).hasSizeLessThan(3 * UnicodeForm.MAX_MARKS);
    assertThat(UnicodeForm.composed(form)).isEqualTo(form);
    String compatible = UnicodeForm.compatible(text);
    assertThat(compatible).endsWith("b").hasSizeLessThan(3 * UnicodeForm.MAX_MARKS);
    assertThat(UnicodeForm.compatible(compatible)).isEqualTo(compatible);
    assertThat(UnicodeForm.decomposed(text)).hasSizeLessThan(3 * UnicodeForm.MAX_MARKS);
  }
}
