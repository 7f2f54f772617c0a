package io.segmentinsider.compatibility.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectations come from Node.js 20. */
class JavaScriptTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'',0",
        "'  ',0",
        "'\u00a05\ufeff',5",
        "5.,5",
        ".5,0.5",
        "+5,5",
        "1e3,1000",
        "0x1F,31",
        "0b11,3",
        "0o17,15",
        "-Infinity,-Infinity",
        "1e400,Infinity",
        "-0,-0.0",
        "'1,5',NaN",
        "1 000,NaN",
        "12abc,NaN",
        "0x,NaN",
        "-0x1,NaN",
        "1e,NaN",
        "1d,NaN",
        "0x1p3,NaN",
        "NaN,NaN",
        "infinity,NaN",
        ".,NaN",
        "1_000,NaN",
        "٣,NaN"
      })
  void readsNumbers(String text, double number) {
    assertThat(Conversions.toNumber(text)).isEqualTo(Double.valueOf(number));
  }

  @ParameterizedTest
  @CsvSource({
    "ΌΔΟΣ, όδος",
    "ΣΑΣ, σας",
    "ΑΣ., ας.",
    "Α.Σ, α.ς",
    "ΑΣ.Α, ασ.α",
    "Α-Σ, α-σ",
    "Σ, σ",
    "İI, i̇i"
  })
  void lowersBySigmasPlace(String text, String lower) {
    assertThat(Text.toLowerCase(text)).isEqualTo(lower);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-01, 1714521600000",
    "2024-05-01T10:20:30.000Z, 1714558830000",
    "2024-05-01T10:20:30+02:00, 1714551630000",
    "2024-05-01T10:20:30+0200, 1714551630000",
    "2024-05-01T24:00Z, 1714608000000",
    "2024-02-30T10:00:00Z, 1709287200000",
    "+275760-09-13, 8640000000000000",
    "-000001-01-01T00:00:00Z, -62198755200000",
    "'Wed, 01 May 2024 10:20:30 GMT', 1714558830000",
    "Wed May 01 2024 10:20:30 GMT+0200 (CEST), 1714551630000",
    "'May 1, 2024 10:20 PM', 1714602000000",
    "1 May 2024, 1714521600000",
    "05/01/2024, 1714521600000",
    "2024 5 1, 1714521600000",
    "foo 5, 988675200000",
    "12 (any) March 99, 921196800000",
    "10:20 May 5 49 PST, 2503851600000"
  })
  void readsDates(String text, long time) {
    assertThat(DateParser.parse(text)).hasValue(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "foo",
        "foo5",
        "2024-13-01T00:00:00Z",
        "2024-05-32",
        "2024-05-01T25:00:00Z",
        "2024-05-01T10:00:00Zx",
        " 2024-05-01T10:00:00Z",
        "2024-05-01T1:00Z",
        "+275760-09-13T00:00:00.001Z",
        "1 2 3 4",
        "5 foo",
        "13:00 PM May 1",
        "2024-05-01)"
      })
  void refusesWhatIsNoDate(String text) {
    assertThat(DateParser.parse(text)).isEmpty();
  }
}
