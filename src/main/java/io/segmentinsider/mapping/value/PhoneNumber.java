package io.segmentinsider.mapping.value;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import io.segmentinsider.insider.IdentifierForm;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.insider.UnicodeForm;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Phone numbers in any spelling as E.164. A number that names its country code is taken as it is
 * read, even if its country has not given it out, if it has a length that the country uses: numbers
 * are given out faster than lists of them are published. Also one that looks finished goes through
 * the library, as only that knows that the zero of {@code +90 0532 …} is not dialled from abroad.
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

  /** Shorter numbers of one digit are sold, as {@code 8888 8888} is in Singapore. */
  private static final int MIN_ONE_DIGIT = 9;

  /** Stand in forms and manuals as the example of a number, though somebody may have them. */
  private static final Set<String> EXAMPLES =
      Set.of(
          "+31612345678",
          "+33612345678",
          "+34612345678",
          "+61412345678",
          "+5511999999999",
          "+5511987654321");

  private PhoneNumber() {}

  /**
   * The number as E.164. Applied twice it changes nothing.
   *
   * @param text any spelling; {@code 00} in front means {@code +}
   * @param region two-letter country of numbers without a country code; null if it is not known
   * @return null if it is no number, more than one, one that is too long or too short for its
   *     country, one with an extension, which is not one person's, or a national one whose country
   *     is not known
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
   * Whether a number is what stands in forms of people who give none: one digit throughout behind
   * the country code, the example of a form, and, unless its country may have given it out, one
   * digit again and again, or digits in a row.
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
    Phonenumber.PhoneNumber number = parsed(e164, null);
    return EXAMPLES.contains(e164)
        || !isValid(number)
        || isOneDigit(LIBRARY.getNationalSignificantNumber(number));
  }

  private static boolean isOneDigit(String number) {
    return number.length() >= MIN_ONE_DIGIT && number.chars().allMatch(c -> c == number.charAt(0));
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
    String of = international ? null : region;
    Phonenumber.PhoneNumber number = ofContext ? parsed(spelled, of) : certain(spelled, of);
    if (number == null || number.hasExtension()) {
      return null;
    }
    String e164 = LIBRARY.format(number, PhoneNumberFormat.E164);
    // One that is not finished may still lose a digit.
    boolean isFinal = of != null || e164.equals(text);
    boolean isPossible =
        !isFinal || LIBRARY.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
    return isPossible && IdentifierForm.isPhoneNumber(e164) ? e164 : null;
  }

  /**
   * The one number of a text that begins with it. The library makes digits of words and one number
   * of two; nobody wrote these.
   */
  @Nullable
  private static Phonenumber.PhoneNumber certain(String text, @Nullable String region) {
    Phonenumber.PhoneNumber all = parsed(text, region);
    if (all != null && all.hasExtension()) {
      return all;
    }
    int letter = PhoneText.firstLetter(text);
    if (letter >= 0) {
      return beforeWords(text, letter, all, region);
    }
    for (int slash = text.indexOf('/'); slash > 0; slash = text.indexOf('/', slash + 1)) {
      if (PhoneText.hasDigit(text, slash) && isValid(parsed(text.substring(0, slash), region))) {
        return null;
      }
    }
    int dash = PhoneText.lastDash(text);
    boolean isTwo =
        dash > 0
            && PhoneText.hasDigit(text, dash)
            && !isValid(all)
            && isValid(parsed(text.substring(0, dash), region));
    return isTwo ? null : all;
  }

  /** A number with words behind it, or one that is written as a word. */
  @Nullable
  private static Phonenumber.PhoneNumber beforeWords(
      String text, int letter, @Nullable Phonenumber.PhoneNumber all, @Nullable String region) {
    Phonenumber.PhoneNumber front =
        PhoneText.hasDigit(text, letter) ? null : certain(text.substring(0, letter), region);
    if (isValid(front)) {
      return front;
    }
    if (isValid(all) && PhoneText.holdsWord(text)) {
      return all;
    }
    return region == null ? front : null;
  }

  private static boolean isValid(@Nullable Phonenumber.PhoneNumber number) {
    return number != null && LIBRARY.isValidNumber(number);
  }

  @Nullable
  private static Phonenumber.PhoneNumber parsed(String text, @Nullable String region) {
    try {
      return LIBRARY.parse(text, region);
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
