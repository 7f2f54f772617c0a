package io.segmentinsider.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.segmentinsider.insider.IdentifierForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An address and a number have one form each, and it is Insider's. */
class AddressLawsTest {

  private static final List<String> REGIONS =
      new ArrayList<>(PhoneNumberUtil.getInstance().getSupportedRegions());

  private static final List<Integer> CODES =
      new ArrayList<>(PhoneNumberUtil.getInstance().getSupportedCallingCodes());

  private final RecentPhoneNumbers recent = new RecentPhoneNumbers();

  @Provide
  Arbitrary<String> emails() {
    Arbitrary<String> part =
        Arbitraries.strings().withChars("abzABZ09._-+iIİıßşŞöÖé").ofMinLength(1).ofMaxLength(8);
    return Combinators.combine(part, part, Arbitraries.of("co", "COM", "İn", "test", "xn--p1ai"))
        .as((mailbox, domain, zone) -> mailbox + "@" + domain + "." + zone);
  }

  @Property
  void anAddressHasOneForm(@ForAll("emails") String email) {
    String normal = EmailAddress.normalise(email);
    if (normal != null) {
      assertThat(IdentifierForm.isEmail(normal)).isTrue();
      assertThat(EmailAddress.normalise(normal)).isEqualTo(normal);
      assertThat(EmailAddress.normalise("\u200E " + email + "\u00A0;")).isEqualTo(normal);
      assertThat(EmailAddress.normalise("Ann <" + email + ">")).isEqualTo(normal);
      assertThat(EmailAddress.normalise("mailto:" + email)).isEqualTo(normal);
    }
  }

  @Property
  void capitalsOfAnyLanguageAreTheSameAddress(
      @ForAll("smallEmails") String email, @ForAll("locales") Locale locale) {
    assertThat(EmailAddress.normalise(email.toUpperCase(locale))).isEqualTo(email);
  }

  @Provide
  Arbitrary<String> smallEmails() {
    Arbitrary<String> part =
        Arbitraries.strings().withChars("abciz09üöçşğé").ofMinLength(1).ofMaxLength(8);
    return Combinators.combine(part, part).as((mailbox, domain) -> mailbox + "@" + domain + ".tr");
  }

  @Provide
  Arbitrary<Locale> locales() {
    return Arbitraries.of(Locale.ROOT, Locale.ENGLISH, Locale.forLanguageTag("tr"));
  }

  @Property
  void anyTextIsAnAddressOrNone(@ForAll String text) {
    String normal = EmailAddress.normalise(text);
    assertThat(normal == null || IdentifierForm.isEmail(normal)).isTrue();
    String linked = EmailAddress.normalise(text + "@xn--" + text + ".test");
    assertThat(linked == null || IdentifierForm.isEmail(linked)).isTrue();
  }

  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> digits =
        Arbitraries.strings().withCharRange('0', '9').ofMinLength(4).ofMaxLength(13);
    Arbitrary<String> leading = Arbitraries.of("", "0", "1", "8", "06", "15", "9");
    return Combinators.combine(Arbitraries.of(CODES), leading, digits)
        .as((code, prefix, rest) -> "+" + code + prefix + rest);
  }

  @Property(tries = 3000)
  void aNumberHasOneForm(@ForAll("numbers") String number) {
    String normal = PhoneNumber.normalise(number, null);
    if (normal != null) {
      assertThat(IdentifierForm.isPhoneNumber(normal)).isTrue();
      assertThat(PhoneNumber.normalise(normal, null)).isEqualTo(normal);
      assertThat(PhoneNumber.normalise("tel:" + number, null)).isEqualTo(normal);
      assertThat(PhoneNumber.normalise("00" + number.substring(1), null)).isEqualTo(normal);
      assertThat(PhoneNumber.normalise("\u202D" + number + "\u202C", null)).isEqualTo(normal);
      assertThat(PhoneNumber.normalise(inFullWidth(number), null)).isEqualTo(normal);
    }
  }

  private static String inFullWidth(String number) {
    StringBuilder wide = new StringBuilder();
    number.chars().forEach(c -> wide.append((char) (c - '!' + '\uFF01')));
    return wide.toString();
  }

  @Property(tries = 3000)
  void whatIsRememberedIsWhatWouldBeRead(
      @ForAll("numbers") String number, @ForAll("regions") String region) {
    for (String text : List.of(number, number.substring(1), number)) {
      for (String of : new String[] {region, null, region}) {
        assertThat(recent.normalise(text, of)).isEqualTo(PhoneNumber.normalise(text, of));
      }
    }
  }

  @Provide
  Arbitrary<String> regions() {
    return Arbitraries.of(REGIONS);
  }

  @Property
  void anyTextIsANumberOrNone(@ForAll String text, @ForAll("regions") String region) {
    String normal = PhoneNumber.normalise(text, region);
    assertThat(normal == null || IdentifierForm.isPhoneNumber(normal)).isTrue();
  }
}
