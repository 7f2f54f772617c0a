package io.segmentinsider.mapping;

/** Names from outside that may name a person. */
final class PersonalNames {

  /** As many digits in a row are no version and no year. */
  private static final int DIGITS_OF_A_PERSON = 6;

  /** Stands in a field's path in front of a name from outside. */
  private static final String CUSTOM = ".custom.";

  /** Stands in front of an event's name. */
  private static final String EVENTS = "events.";

  private static final int MAX_SHOWN_LENGTH = 60;

  private PersonalNames() {}

  /**
   * Whether a custom name, as it is sent, is better not shown. An address has a dot, and an e-mail
   * or phone number in a name has lost its other signs.
   */
  static boolean isHidden(String name) {
    return name.length() > MAX_SHOWN_LENGTH || name.indexOf('.') >= 0 || looksPersonal(name);
  }

  /** A field's path as it may be shown: without its last part where that could be a person's. */
  static String shownField(String field) {
    int custom = field.indexOf(CUSTOM);
    int start = custom >= 0 ? custom + CUSTOM.length() : EVENTS.length();
    boolean fromOutside = custom >= 0 || field.startsWith(EVENTS);
    return fromOutside && isHidden(field.substring(start)) ? field.substring(0, start - 1) : field;
  }

  /** Whether it looks as if it held an e-mail or a phone number. */
  static boolean looksPersonal(String name) {
    int digits = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      digits = c >= '0' && c <= '9' ? digits + 1 : 0;
      if (c == '@' || digits == DIGITS_OF_A_PERSON) {
        return true;
      }
    }
    return false;
  }
}
