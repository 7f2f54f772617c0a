package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written by hand for speed agrees with the library or pattern whose place it takes. */
class HandWrittenReadersTest {

  private static final Pattern EMAIL = Pattern.compile("^.+@.+\\..+$");
  private static final Pattern PHONE = Pattern.compile("^\\+[1-9]\\d{6,14}$");
  private static final Pattern EVENT = Pattern.compile("^[a-z0-9][a-z0-9._-]*$");

  private static long nanos(String text) {
    return Rfc3339.nanos(text.toCharArray(), 0, text.length());
  }

  @Provide
  Arbitrary<String> emails() {
    return Arbitraries.strings().withChars("a@.\n").ofMaxLength(9);
  }

  @Provide
  Arbitrary<String> phones() {
    return Arbitraries.strings().withChars("+0123").ofMinLength(5).ofMaxLength(18);
  }

  @Provide
  Arbitrary<String> eventNames() {
    return Arbitraries.strings().withChars("az09AZ._- é").ofMaxLength(6);
  }

  @Property(tries = 5_000)
  void emailsAreThoseOfThePattern(@ForAll("emails") String text) {
    boolean matches = EMAIL.matcher(text).find() && text.indexOf('\n') < 0;

    assertThat(IdentifierRules.isEmail(text.toCharArray(), 0, text.length())).isEqualTo(matches);
  }

  @Property(tries = 5_000)
  void phoneNumbersAreThoseOfThePattern(@ForAll("phones") String text) {
    assertThat(IdentifierRules.isPhoneNumber(text.toCharArray(), 0, text.length()))
        .isEqualTo(PHONE.matcher(text).matches());
  }

  @Property(tries = 5_000)
  void eventNamesAreThoseOfThePattern(@ForAll("eventNames") String text) {
    assertThat(EventRules.isName(text.toCharArray(), 0, text.length()))
        .isEqualTo(EVENT.matcher(text).matches());
  }

  @Property
  void timesAreThoseOfTheLibrary(
      @ForAll @LongRange(min = -9_000_000_000L, max = 9_000_000_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(min = -1_080, max = 1_080) int offsetMinutes) {
    OffsetDateTime time =
        Instant.ofEpochSecond(second, nano).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));

    assertThat(nanos(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)))
        .isEqualTo(second * 1_000_000_000L + nano);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T00:00:00Z",
        "2000-02-29t23:59:60z",
        "2021-01-10T21:35:20+03:00",
        "2021-01-10T21:35:20.1Z",
      })
  void takesRfc3339(String text) {
    assertThat(nanos(text)).isNotEqualTo(Rfc3339.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2021-13-10T21:35:20Z",
        "2021-01-00T21:35:20Z",
        "2021-01-10T24:00:00Z",
        "2021-01-10T21:60:00Z",
        "2021-01-10T21:35:61Z",
        "2021-01-10 21:35:20Z",
        "2021-01-10T21:35:20",
        "2021-01-10T21:35:20.Z",
        "2021-01-10T21:35:20+0300",
        "2021-01-10T21:35:20+24:00",
        "2021-01-10T21:35:20Zx",
        "2021-01-10T21:35Z",
        "2021-1-10T21:35:20.00Z",
        "-021-01-10T21:35:20Z",
      })
  void refusesWhatIsNotRfc3339(String text) {
    assertThat(nanos(text)).isEqualTo(Rfc3339.INVALID);
  }

  @Property
  void equalNumbersHaveEqualText(
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long unscaled,
      @ForAll @IntRange(max = 8) int scale,
      @ForAll @IntRange(max = 4) int zeros) {
    BigDecimal number = BigDecimal.valueOf(unscaled, scale);
    String plain = number.toPlainString();
    String longer = number.setScale(scale + zeros).toPlainString();
    String scientific = unscaled + "e-" + scale;

    assertThat(canonical(longer)).isEqualTo(canonical(plain)).isEqualTo(canonical(scientific));
    assertThat(new BigDecimal(canonical(plain))).isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1E-999999999", "-0", "-0.0", "0e5"})
  void extremeNumbersStaySmall(String text) {
    assertThat(canonical(text).length()).isLessThan(20);
  }

  private static String canonical(String text) {
    return CanonicalNumber.of(text.toCharArray(), 0, text.length());
  }
}
