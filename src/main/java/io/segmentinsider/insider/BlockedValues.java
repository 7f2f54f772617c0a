package io.segmentinsider.insider;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Values that identify nobody: sent as an identifier, such a value makes one profile of all people
 * who happen to have it, for good. The same list holds for user ids, devices, e-mail addresses,
 * custom identifiers and message ids.
 *
 * <p>Words are compared as a person reads them: without quotes and brackets around them, in any
 * case, with any dash, encoded for an address or not, and with any separator or none between their
 * parts. Besides the configured words some forms are always blocked: what shows no letter and no
 * digit but zeros, {@code -1}, a UUID of one digit, a template that was not filled in, what a
 * programming language prints for an object or for nothing, the numbers at which integers overflow,
 * and ids that a platform hands out to everybody.
 */
public final class BlockedValues {

  /** A shorter word means too little once its separators are gone: {@code n/a} is no {@code na}. */
  private static final int MIN_JOINED = 4;

  /** Shorter words are names of people, too: Nil and Nan have mailboxes. */
  private static final int MIN_MAILBOX = 4;

  private static final int HEX_OF_UUID = 32;

  /** What JavaScript makes of a missing part of a text; it is nobody's name. */
  private static final String MISSING_PART = "undefined";

  /**
   * Ids that many people or devices share: integers that overflowed, the id of Android 2.2's first
   * devices and emulators, the address that Android and iOS show in place of the real one.
   */
  private static final Set<String> SHARED =
      Set.of(
          "2147483647",
          "2147483648",
          "4294967295",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551615",
          "infinity",
          "9774d56d682e549c",
          "0123456789abcdef",
          "02:00:00:00:00:00");

  private static final int LONGEST_SHARED = 20;

  /** What databases export for a missing value. */
  private static final String NO_VALUE = "\\n";

  /** What may stand around a short word, as the sign and the decimals of {@code -1.0} do. */
  private static final int AROUND = 4;

  /** Names of the field itself, as samples have them. */
  private static final Set<String> FIELD_NAMES =
      Set.of(
          "userid",
          "anonymousid",
          "customerid",
          "deviceid",
          "messageid",
          "previousid",
          "yourid",
          "youruserid",
          "email",
          "emailaddress",
          "youremail",
          "useremail",
          "phonenumber",
          "yourname",
          "example",
          "sample");

  /** At least so much of a text without digits is looked at, whatever words are configured. */
  private static final int MIN_LONGEST = 32;

  /** Words for whom an id is of: they say nothing beside a word that is blocked. */
  private static final Set<String> OWNERS =
      Set.of(
          "id",
          "uid",
          "user",
          "userid",
          "customer",
          "customerid",
          "client",
          "member",
          "account",
          "device",
          "visitor",
          "profile",
          "contact",
          "person");

  /** Domains of samples and refusals. */
  private static final Set<String> NOBODYS_DOMAINS =
      Set.of(
          "example",
          "sample",
          "domain",
          "yourdomain",
          "mydomain",
          "email",
          "mail",
          "fake",
          "localhost");

  /** Top-level domains in which there is no mailbox (RFC 2606). */
  private static final Set<String> NOBODYS_ZONES = Set.of("test", "example", "invalid");

  private final Set<String> words;
  private final Set<String> joinedWords;
  private final boolean anyAddress;
  private final int longestWithDigit;
  private final int longest;

  /**
   * A list.
   *
   * @param values words in any case
   */
  public BlockedValues(Set<String> values) {
    Set<String> bareWords = new HashSet<>();
    Set<String> joined = new HashSet<>();
    int length = 0;
    int withDigit = 0;
    for (String value : values) {
      String word = folded(value);
      if (!bare(word).isEmpty()) {
        bareWords.add(bare(word));
      }
      if (joined(word).length() >= MIN_JOINED) {
        joined.add(joined(word));
      }
      length = Math.max(length, word.length());
      if (CharacterSet.hasDigit(CharacterSet.of(word))) {
        withDigit = Math.max(withDigit, word.length());
      }
    }
    this.words = Set.copyOf(bareWords);
    this.joinedWords = Set.copyOf(joined);
    this.anyAddress = bareWords.stream().anyMatch(word -> word.indexOf('@') > 0);
    this.longestWithDigit = withDigit;
    // A word may be said twice, or beside whom it is of, with separators and quotes.
    this.longest = Math.max(MIN_LONGEST, 3 * length);
  }

  /** Whether the value, in its normal form or any other, identifies nobody. */
  public boolean contains(String value) {
    int found = CharacterSet.of(value);
    if (CharacterSet.hasUnusual(found)) {
      return containsUnusual(value);
    }
    if (!CharacterSet.showsSomething(found)) {
      return true;
    }
    if (!CharacterSet.hasDigit(found)) {
      return value.length() <= longest && isWord(folded(value));
    }
    // Nearly all ids have digits, and hardly a word has.
    return value.length() <= longestWithDigit + AROUND
        ? isWord(folded(value))
        : isShared(value) || (hasMissingPart(value) && isWord(folded(value)));
  }

  private static boolean hasMissingPart(String value) {
    int length = MISSING_PART.length();
    for (int i = 0; i + length <= value.length(); i++) {
      if ((value.charAt(i) | 0x20) == 'u'
          && value.regionMatches(true, i, MISSING_PART, 0, length)) {
        return true;
      }
    }
    return false;
  }

  private boolean containsUnusual(String value) {
    String folded = folded(value);
    return showsNothing(folded)
        || TemplateText.isUnresolved(folded)
        || isShared(folded)
        || PrintedValue.isOne(value, folded)
        || isFieldName(folded)
        || isWord(folded);
  }

  /** The field's name with a number behind it, in brackets of any kind: {@code {userId1}}. */
  private static boolean isFieldName(String folded) {
    String bare = bare(folded);
    int end = bare.length();
    while (end > 0 && bare.charAt(end - 1) >= '0' && bare.charAt(end - 1) <= '9') {
      end--;
    }
    boolean inBrackets = folded.length() == bare.length() + 2 && folded.charAt(0) != '-';
    return inBrackets
        && end < bare.length()
        && FIELD_NAMES.contains(joined(bare.substring(0, end)));
  }

  /**
   * Whether an address is nobody's: it or its mailbox is a word of the list, or all of it is the
   * sample of a form, as {@code email@example.com} and {@code aaa@aaa.com} are.
   */
  public boolean containsEmail(String email) {
    int at = email.lastIndexOf('@');
    if (at < 1) {
      return contains(email);
    }
    if (anyAddress && words.contains(folded(email))) {
      return true;
    }
    int found = CharacterSet.of(email, 0, at);
    boolean usual =
        !CharacterSet.hasUnusual(found | CharacterSet.of(email, at + 1, email.length()));
    if (usual && CharacterSet.hasDigit(found) && at > longestWithDigit + AROUND) {
      return false;
    }
    String mailbox = folded(email.substring(0, at));
    String domain = folded(email.substring(at + 1));
    boolean unresolved =
        !usual && (TemplateText.isUnresolved(mailbox) || TemplateText.isUnresolved(domain));
    return unresolved || containsEmail(mailbox, domain);
  }

  private boolean containsEmail(String mailbox, String domain) {
    String label = domain.substring(0, Math.max(0, domain.indexOf('.')));
    if (isOneCharacter(mailbox) && isOneCharacter(label) && label.charAt(0) == mailbox.charAt(0)) {
      return true;
    }
    String joined = joined(mailbox);
    if (joined.isEmpty() || (joined.charAt(0) == '0' && isOneCharacter(joined))) {
      return true;
    }
    boolean listed = isListed(bare(mailbox), joined);
    boolean sample = listed || FIELD_NAMES.contains(joined);
    return (listed && joined.length() >= MIN_MAILBOX)
        || ((sample || OWNERS.contains(joined)) && isListed(bare(label), joined(label)))
        || (sample && isNobodys(domain, label));
  }

  private static boolean isNobodys(String domain, String label) {
    return NOBODYS_DOMAINS.contains(label)
        || NOBODYS_ZONES.contains(domain.substring(domain.lastIndexOf('.') + 1));
  }

  private boolean isWord(String folded) {
    String bare = bare(folded);
    String joined = joined(bare);
    return isListed(bare, joined)
        || isShared(bare)
        || folded.equals(NO_VALUE)
        || FIELD_NAMES.contains(joined)
        || PrintedValue.isNothing(joined)
        || isMinusOne(folded, bare);
  }

  private boolean isListed(String bare, String joined) {
    return words.contains(bare)
        || joinedWords.contains(joined)
        || (joined.length() < bare.length() && saysNobody(bare));
  }

  /** Words of the list alone, or beside whom the id is of: {@code null null}, {@code user-null}. */
  private boolean saysNobody(String bare) {
    boolean anyBlocked = false;
    boolean anyOther = false;
    int start = 0;
    for (int i = 0; i <= bare.length(); i++) {
      if (i == bare.length() || !Character.isLetterOrDigit(bare.charAt(i))) {
        String part = bare.substring(start, i);
        start = i + 1;
        if (part.equals(MISSING_PART) && words.contains(part)) {
          return true;
        }
        boolean blocked = part.length() > 2 && words.contains(part);
        anyBlocked |= blocked;
        anyOther |= !blocked && !part.isEmpty() && !OWNERS.contains(part);
      }
    }
    return anyBlocked && !anyOther;
  }

  private static boolean isMinusOne(String folded, String bare) {
    if (!bare.equals("1") && !bare.equals("1.0")) {
      return false;
    }
    int at = folded.indexOf(bare);
    return at > 0 && folded.charAt(at - 1) == '-';
  }

  /** No letter, no digit but zeros, and no picture; what could not be decoded is none. */
  private static boolean showsNothing(String folded) {
    return folded
        .codePoints()
        .noneMatch(
            c ->
                (Character.isLetterOrDigit(c) && Character.digit(c, 10) != 0)
                    || (Character.getType(c) == Character.OTHER_SYMBOL && c != 0xFFFD));
  }

  /** One of those that many share, or a UUID of one digit, which none is made of by chance. */
  private static boolean isShared(String id) {
    if (id.length() <= LONGEST_SHARED) {
      String small = id.toLowerCase(Locale.ROOT);
      return SHARED.contains(small.startsWith("-") ? small.substring(1) : small);
    }
    return id.length() >= HEX_OF_UUID && id.charAt(1) == id.charAt(2) && isOneDigitUuid(id);
  }

  private static boolean isOneDigitUuid(String id) {
    String joined = joined(id);
    return joined.length() == HEX_OF_UUID && isOneCharacter(joined);
  }

  private static boolean isOneCharacter(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) != text.charAt(0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /**
   * What is visible of a text, without quotes around it, in small letters, with hyphens for dashes
   * of any kind, and not encoded as for an address. An i has its dot, whatever the language of the
   * machine that wrote it.
   */
  private static String folded(String written) {
    String text = PercentEncoding.decoded(PercentEncoding.decoded(written));
    boolean ascii = true;
    for (int i = 0; i < text.length() && ascii; i++) {
      ascii = text.charAt(i) >= ' ' && text.charAt(i) < 0x7F;
    }
    String plain =
        ascii
            ? text
            : withHyphens(UnicodeForm.compatible(IdentifierText.visible(text)))
                .replace('\u0131', 'i')
                .replace('\u0130', 'i');
    return unquoted(plain.toLowerCase(Locale.ROOT));
  }

  private static String withHyphens(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isDash = c == '\u2212' || Character.getType(c) == Character.DASH_PUNCTUATION;
      plain.append(isDash ? '-' : c);
    }
    return plain.toString();
  }

  private static String unquoted(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isQuoteOrBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isQuoteOrBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isQuoteOrBlank(char c) {
    int type = Character.getType(c);
    return c <= ' '
        || c == '"'
        || c == '\''
        || c == '`'
        || type == Character.INITIAL_QUOTE_PUNCTUATION
        || type == Character.FINAL_QUOTE_PUNCTUATION;
  }

  /** Without brackets and signs around it. */
  private static String bare(String folded) {
    int start = 0;
    int end = folded.length();
    while (start < end && !Character.isLetterOrDigit(folded.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(folded.charAt(end - 1))) {
      end--;
    }
    return folded.substring(start, end);
  }

  /** Letters and digits only. */
  private static String joined(String folded) {
    StringBuilder letters = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        letters.append(c);
      }
    }
    return letters.toString();
  }
}
