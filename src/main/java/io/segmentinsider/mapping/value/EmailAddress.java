package io.segmentinsider.mapping.value;

import io.segmentinsider.insider.IdentifierForm;
import java.util.Locale;
import javax.annotation.Nullable;

/** E-mail addresses: trimmed and in lower case, so that one person has one spelling. */
public final class EmailAddress {

  private EmailAddress() {}

  /** The address in the form of the contract (section 3.3); null if it is none. */
  @Nullable
  public static String normalise(String text) {
    String address = text.strip().toLowerCase(Locale.ROOT);
    return IdentifierForm.isEmail(address) ? address : null;
  }
}
