package io.segmentinsider.mapping.value;

import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The three numbers of a written date.
 *
 * @param form which of them is which
 * @param first the year for {@link Form#YEAR_FIRST}, the day for {@link Form#NAMED_MONTH}, day or
 *     month for {@link Form#YEAR_LAST}
 * @param second the month for the first two, month or day for the last
 * @param third the day for {@link Form#YEAR_FIRST}, else the year
 * @param separator what stands between them; a blank for a named month
 * @param hasWholeYear whether the year has four digits instead of two
 */
record DateParts(
    Form form, int first, int second, int third, char separator, boolean hasWholeYear) {

  private static final int MAX_LENGTH = 80;
  private static final int YEAR_LENGTH = 4;
  private static final int SHORT_LENGTH = 2;
  private static final int MAX_DAY = 31;

  /** Words that stand in dates and say nothing. */
  private static final Set<String> FILLERS =
      Set.of(
          "de",
          "del",
          "of",
          "the",
          "den",
          "af",
          "st",
          "nd",
          "rd",
          "th",
          "er",
          "eme",
          "ème",
          "º",
          "ª",
          "o",
          "г",
          "года",
          "р",
          "року",
          "год",
          "sun",
          "mon",
          "tue",
          "wed",
          "thu",
          "fri",
          "sat",
          "sunday",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday");

  /** Which number is which. */
  enum Form {
    /** The year stands first: no people write the day next. */
    YEAR_FIRST,
    /** The year stands last; before it day and month, or month and day. */
    YEAR_LAST,
    /** The month is a word. */
    NAMED_MONTH
  }

  /** The parts of a text; null if it is no date. */
  @Nullable
  static DateParts of(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    DateParts inNumbers = ofNumbers(withoutCharacters(text));
    return inNumbers == null && hasLetter(text) ? ofWords(text) : inNumbers;
  }

  /** {@code 1990年3月4日} and {@code 1990년 3월 4일} are numbers with separators. */
  private static String withoutCharacters(String text) {
    if (text.indexOf('年') < 0 && text.indexOf('년') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '年', '月', '년', '월' -> plain.append('-');
        case '日', '일', ' ' -> {}
        default -> plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Three numbers with equal separators between them, and perhaps a time behind them. */
  @Nullable
  private static DateParts ofNumbers(String text) {
    int[] numbers = new int[3];
    int[] lengths = new int[3];
    char separator = 0;
    int at = 0;
    for (int part = 0; part < 3; part++) {
      if (part > 0) {
        at = afterBlanks(text, at);
        char c = at < text.length() ? text.charAt(at) : 0;
        boolean fits = part == 1 ? c == '-' || c == '/' || c == '.' : c == separator;
        if (!fits) {
          return null;
        }
        separator = c;
        at = afterBlanks(text, at + 1);
      }
      int from = at;
      while (at < text.length() && at - from < YEAR_LENGTH && isDigit(text.charAt(at))) {
        numbers[part] = numbers[part] * 10 + (text.charAt(at) - '0');
        at++;
      }
      lengths[part] = at - from;
      if (at == from) {
        return null;
      }
    }
    boolean ends = at == text.length() || startsTime(text, at);
    return ends ? of(numbers, lengths, separator) : null;
  }

  @Nullable
  private static DateParts of(int[] numbers, int[] lengths, char separator) {
    if (lengths[0] == YEAR_LENGTH && lengths[1] <= SHORT_LENGTH && lengths[2] <= SHORT_LENGTH) {
      return new DateParts(Form.YEAR_FIRST, numbers[0], numbers[1], numbers[2], separator, true);
    }
    if (lengths[0] > SHORT_LENGTH || lengths[1] > SHORT_LENGTH) {
      return null;
    }
    if (lengths[2] == YEAR_LENGTH) {
      return new DateParts(Form.YEAR_LAST, numbers[0], numbers[1], numbers[2], separator, true);
    }
    return lengths[2] == SHORT_LENGTH && numbers[0] <= MAX_DAY
        ? new DateParts(Form.YEAR_LAST, numbers[0], numbers[1], numbers[2], separator, false)
        : null;
  }

  private static int afterBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /** A time is not looked at: the calendar date stays, whatever its offset. */
  private static boolean startsTime(String text, int at) {
    char c = text.charAt(at);
    return switch (c) {
      case 'T', 't', ' ', 'Z', 'z', '+', ',' -> true;
      case '.' -> afterBlanks(text, at + 1) == text.length();
      default -> false;
    };
  }

  /** A month by its name, with a day and a year around it in any order. */
  @Nullable
  private static DateParts ofWords(String text) {
    int month = 0;
    int day = 0;
    int year = -1;
    boolean wholeYear = false;
    int at = 0;
    while (at < text.length() && (month == 0 || day == 0 || year < 0)) {
      char c = text.charAt(at);
      int from = at;
      if (isDigit(c)) {
        while (at < text.length() && isDigit(text.charAt(at))) {
          at++;
        }
        int length = at - from;
        int number = length <= YEAR_LENGTH ? Integer.parseInt(text.substring(from, at)) : -1;
        boolean isWhole = length == YEAR_LENGTH;
        boolean isYear = isWhole || (length == SHORT_LENGTH && day > 0) || number > MAX_DAY;
        if (number < 0 || (isYear ? year >= 0 : day > 0) || length == 3) {
          return null;
        }
        if (isYear) {
          year = number;
          wholeYear = isWhole;
        } else {
          day = number;
        }
      } else if (isOfWord(c)) {
        while (at < text.length() && isOfWord(text.charAt(at))) {
          at++;
        }
        String word = text.substring(from, at);
        int named = MonthName.numberOf(word);
        boolean isFiller = FILLERS.contains(word.toLowerCase(Locale.ROOT));
        if (!isFiller && (named == 0 || month > 0)) {
          return null;
        }
        month = isFiller ? month : named;
      } else if (" ,./-'’\u00a0".indexOf(c) >= 0) {
        at++;
      } else {
        return null;
      }
    }
    boolean complete = month > 0 && day > 0 && year >= 0 && endsOrTime(text, at);
    return complete ? new DateParts(Form.NAMED_MONTH, day, month, year, ' ', wholeYear) : null;
  }

  /** Behind a date may stand a time, a word without meaning, or nothing. */
  private static boolean endsOrTime(String text, int at) {
    String rest = text.substring(at).strip();
    if (rest.isEmpty()
        || rest.equals(".")
        || FILLERS.contains(rest.toLowerCase(Locale.ROOT).replace(".", ""))) {
      return true;
    }
    int colon = rest.indexOf(':');
    int digit = 0;
    while (digit < rest.length() && !isDigit(rest.charAt(digit))) {
      digit++;
    }
    return colon > 0 && colon - digit <= SHORT_LENGTH && colon > digit;
  }

  private static boolean hasLetter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetter(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetter(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || c == 'º'
        || c == 'ª';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
