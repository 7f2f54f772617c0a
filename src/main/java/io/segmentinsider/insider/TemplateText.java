package io.segmentinsider.insider;

/** Tells text in which a template engine left a name where a value should be. */
final class TemplateText {

  /** Begin what an engine would have replaced: no id begins or goes on like this. */
  private static final String[] OPENINGS = {"{{", "${", "<%", "{%", "*|", "%7b%7b", "%24%7b"};

  /** Openings that tell a template only together with their end. */
  private static final String[][] PAIRS = {{"#{", "}"}, {"%%", "%%"}, {"$(", ")"}, {"[[", "]]"}};

  /** What stands around a name that is to be replaced. */
  private static final String[] AROUND = {"{}", "<>", "[]", "%%"};

  /** What a name consists of besides letters. */
  private static final String IN_NAMES = " _.-$#@!:|";

  private TemplateText() {}

  /**
   * Whether something was not replaced.
   *
   * @param text in lower case
   */
  static boolean isUnresolved(String text) {
    for (String opening : OPENINGS) {
      if (text.contains(opening)) {
        return true;
      }
    }
    for (String[] pair : PAIRS) {
      int start = text.indexOf(pair[0]);
      if (start >= 0 && text.indexOf(pair[1], start + pair[0].length()) >= 0) {
        return true;
      }
    }
    for (String around : AROUND) {
      if (isName(text, around.charAt(0), around.charAt(1))) {
        return true;
      }
    }
    return false;
  }

  /** A name has no digit: a GUID in braces is none. */
  private static boolean isName(String text, char open, char close) {
    int last = text.length() - 1;
    if (last < 2 || text.charAt(0) != open || text.charAt(last) != close) {
      return false;
    }
    for (int i = 1; i < last; i++) {
      char c = text.charAt(i);
      if (!Character.isLetter(c) && IN_NAMES.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
