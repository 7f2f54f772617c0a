package io.segmentinsider.mapping.value;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.segmentinsider.insider.IdentifierForm;
import javax.annotation.Nullable;

/**
 * Phone numbers in any spelling as E.164. A number that names its country code is taken as it is
 * read, even if its country has not given it out: numbers are given out faster than lists of them
 * are published.
 */
public final class PhoneNumber {

  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  private PhoneNumber() {}

  /**
   * The number as E.164.
   *
   * @param text any spelling; {@code 00} in front means {@code +}
   * @param region two-letter country of numbers without a country code; null if it is not known
   * @return null if it is no number, or a national one whose country is not known
   */
  @Nullable
  public static String normalise(String text, @Nullable String region) {
    String spelled = text.strip();
    if (IdentifierForm.isPhoneNumber(spelled)) {
      return spelled;
    }
    boolean international = spelled.startsWith("+") || spelled.startsWith("00");
    if (!international && region == null) {
      return null;
    }
    try {
      Phonenumber.PhoneNumber number =
          international
              ? LIBRARY.parse("+" + withoutPrefix(spelled), null)
              : LIBRARY.parse(spelled, region);
      String e164 = LIBRARY.format(number, PhoneNumberFormat.E164);
      boolean possible = international || LIBRARY.isPossibleNumber(number);
      return possible && !number.hasExtension() && IdentifierForm.isPhoneNumber(e164) ? e164 : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  private static String withoutPrefix(String international) {
    return international.substring(international.startsWith("+") ? 1 : 2);
  }
}
