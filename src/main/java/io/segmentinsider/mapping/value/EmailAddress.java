package io.segmentinsider.mapping.value;

import io.segmentinsider.insider.IdentifierForm;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.insider.UnicodeForm;
import io.segmentinsider.json.WellFormed;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import javax.annotation.Nullable;

/**
 * E-mail addresses in one spelling for one person: in small letters, without what is invisible,
 * without what stands around an address in a header, a link or a list, and with the letters of the
 * domain as people write them.
 */
public final class EmailAddress {

  /** Which characters of ASCII stand in an address for nothing but themselves. */
  private static final boolean[] PLAIN = plain();

  private static final String MAIL_LINK = "mailto:";
  private static final String ENCODED_LABEL = "xn--";

  /** Stand around an address and in none that is used. */
  private static final String IN_FRONT = "\"'`([<,;:";

  private static final String BEHIND = "\"'`)]>,;:.";

  /** In no domain; some stand in addresses of pages, and behind an address in a text. */
  private static final String IN_NO_DOMAIN = "[]()<>\"'`?/\\|&=#:,;%";

  /** In no mailbox: they are what is left of another address in a link. */
  private static final List<String> ENCODED = List.of("%40", "%2c", "%3b", "%20");

  private EmailAddress() {}

  /**
   * The address in Insider's form (docs/insider-api.md#identifiers). Applied twice it changes
   * nothing.
   *
   * @return null if it is none, or more than one
   */
  @Nullable
  public static String normalise(String text) {
    String address = isPlain(text) ? text : read(text);
    return address != null && IdentifierForm.isEmail(address) && !holdsRest(address)
        ? address
        : null;
  }

  /** Whether the part behind the sign goes on with what is no address. */
  private static boolean holdsRest(String address) {
    int at = address.indexOf('@');
    for (int i = at; i < address.length(); i++) {
      if (IN_NO_DOMAIN.indexOf(address.charAt(i)) >= 0) {
        return true;
      }
    }
    String mailbox = address.substring(0, at);
    return mailbox.indexOf('%') >= 0 && ENCODED.stream().anyMatch(mailbox::contains);
  }

  /** Whether nothing of the text could be read in another way. */
  private static boolean isPlain(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c < PLAIN.length && PLAIN[c];
    }
    return plain && !text.endsWith(".") && !text.contains(ENCODED_LABEL);
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[128];
    for (char c = 0; c < plain.length; c++) {
      plain[c] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "@._-+".indexOf(c) >= 0;
    }
    return plain;
  }

  @Nullable
  private static String read(String text) {
    String visible = isAscii(text) ? text : composed(IdentifierText.visible(WellFormed.text(text)));
    String written = visible.strip();
    int open = written.lastIndexOf('<');
    int close = written.lastIndexOf('>');
    if (open < 0 || close < open) {
      return address(written);
    }
    String inside = address(written.substring(open + 1, close));
    boolean alone =
        isNoOther(written.substring(0, open), inside)
            && isNoOther(written.substring(close + 1), inside);
    return alone ? inside : null;
  }

  /** Whether what stands beside an address in angle brackets is no address, or the same one. */
  private static boolean isNoOther(String beside, String address) {
    boolean mayBeOne = beside.indexOf('@') >= 0 || beside.contains("%40");
    return !mayBeOne || address(beside.strip()).equals(address);
  }

  /** What stands for an address, without what is around it. */
  private static String address(String text) {
    String address = withoutSurroundings(ofLink(text));
    if (address.indexOf('@') < 0) {
      address = address.replaceFirst("%40", "@");
    }
    int at = address.indexOf('@');
    if (at < 0) {
      return address;
    }
    String mailbox = lowerCase(withoutQuote(address.substring(0, at).strip()));
    return mailbox + '@' + domain(lowerCase(address.substring(at + 1).strip()));
  }

  /** The address of a link, which may go on. */
  private static String ofLink(String text) {
    if (!text.regionMatches(true, 0, MAIL_LINK, 0, MAIL_LINK.length())) {
      return text;
    }
    int end = text.length();
    for (char mark : new char[] {'?', '|'}) {
      int found = text.indexOf(mark);
      end = found >= 0 ? Math.min(end, found) : end;
    }
    return text.substring(MAIL_LINK.length(), end);
  }

  private static String withoutSurroundings(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isOneOf(text.charAt(start), IN_FRONT)) {
      start++;
    }
    while (end > start && isOneOf(text.charAt(end - 1), BEHIND)) {
      end--;
    }
    return text.substring(start, end);
  }

  /** A mailbox in quotes is the one without: the quote in front is gone already. */
  private static String withoutQuote(String mailbox) {
    return mailbox.endsWith("\"") ? mailbox.substring(0, mailbox.length() - 1) : mailbox;
  }

  private static boolean isOneOf(char c, String characters) {
    return c == ' ' || characters.indexOf(c) >= 0;
  }

  /** An i has its dot, whatever the language of the keyboard: İ is no letter of an address. */
  private static String lowerCase(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    return isAscii(small) ? small : composed(small.replace("i\u0307", "i"));
  }

  /** Also one letter for letters of full width and ligatures. */
  private static String composed(String text) {
    return UnicodeForm.compatible(text);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static String domain(String domain) {
    String dotted = domain.replace('\u3002', '.');
    if (!dotted.contains(ENCODED_LABEL)) {
      return dotted;
    }
    StringJoiner readable = new StringJoiner(".");
    for (String label : dotted.split("\\.", -1)) {
      readable.add(label.startsWith(ENCODED_LABEL) ? lowerCase(IDN.toUnicode(label)) : label);
    }
    return readable.toString();
  }
}
