package io.segmentinsider.mapping.value;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.segmentinsider.insider.IdentifierForm;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.insider.UnicodeForm;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Phone numbers in any spelling as E.164. A number that names its country code is taken as it is
 * read, even if its country has not given it out: numbers are given out faster than lists of them
 * are published. Also one that looks finished goes through the library, as only that knows that the
 * zero of {@code +90 0532 …} is not dialled from abroad.
 */
public final class PhoneNumber {

  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  /** The country of a local number in a {@code tel:} link (RFC 3966). */
  private static final String CONTEXT = ";phone-context=+";

  /** A plus sign in a link. */
  private static final String ENCODED_PLUS = "%2b";

  /** What people and programs type where they have no number. */
  private static final List<String> IN_ROWS = List.of("01234567", "12345678", "98765432");

  private static final int MIN_RUN = 7;

  private PhoneNumber() {}

  /**
   * The number as E.164. Applied twice it changes nothing.
   *
   * @param text any spelling; {@code 00} in front means {@code +}
   * @param region two-letter country of numbers without a country code; null if it is not known
   * @return null if it is no number, one with an extension, which is not one person's, or a
   *     national one whose country is not known
   */
  @Nullable
  public static String normalise(String text, @Nullable String region) {
    String before = plain(text);
    String number = e164(before, region);
    // Of several prefixes that are not dialled from abroad each reading takes out one.
    while (number != null && !number.equals(before)) {
      before = number;
      number = e164(before, null);
    }
    return number;
  }

  /**
   * Whether a number is what stands in forms of people who give none: one digit again and again, or
   * digits in a row. What its country may have given out is not, however it looks.
   *
   * @param e164 a number as {@link #normalise} gives it
   */
  public static boolean isNobodys(String e164) {
    int end = e164.length();
    int run = 1;
    while (run < end && e164.charAt(end - run - 1) == e164.charAt(end - 1)) {
      run++;
    }
    if (run < MIN_RUN && IN_ROWS.stream().noneMatch(e164::contains)) {
      return false;
    }
    try {
      return !LIBRARY.isValidNumber(LIBRARY.parse(e164, null));
    } catch (NumberParseException e) {
      return true;
    }
  }

  @Nullable
  private static String e164(String text, @Nullable String region) {
    boolean ofContext = text.contains(CONTEXT);
    int start = ofContext ? 0 : startOf(text);
    if (start < 0) {
      return null;
    }
    String spelled = text.substring(start);
    boolean plus = spelled.startsWith("+");
    boolean international = ofContext || plus || spelled.startsWith("00");
    if (!international && region == null) {
      return null;
    }
    if (international && !ofContext) {
      String rest = spelled.substring(plus ? 1 : 0);
      spelled = '+' + (rest.startsWith("00") ? rest.substring(2) : rest);
    }
    try {
      Phonenumber.PhoneNumber number = LIBRARY.parse(spelled, international ? null : region);
      String e164 = LIBRARY.format(number, PhoneNumberFormat.E164);
      boolean possible = international || LIBRARY.isPossibleNumber(number);
      return possible && !number.hasExtension() && IdentifierForm.isPhoneNumber(e164) ? e164 : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  /** Where the number begins behind {@code tel:}, a word or a bracket; -1 if there is none. */
  private static int startOf(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+' || (c >= '0' && c <= '9')) {
        return i;
      }
    }
    return -1;
  }

  /** The text with the digits and signs of ASCII, and without what is invisible. */
  private static String plain(String text) {
    String plain = text;
    if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      String visible = UnicodeForm.compatible(IdentifierText.visible(text));
      StringBuilder digits = new StringBuilder(visible.length());
      visible
          .codePoints()
          .forEach(
              c -> digits.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
      plain = digits.toString();
    }
    int encoded = plain.indexOf('%');
    return encoded >= 0 && plain.regionMatches(true, encoded, ENCODED_PLUS, 0, 3)
        ? plain.substring(0, encoded) + '+' + plain.substring(encoded + 3)
        : plain;
  }
}
