package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Text;
import io.segmentinsider.json.JsonNumbers;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** Prints dates as {@code strftime} does, with LiquidJS's conversions. Names are English. */
final class DateFormat {

  private static final Pattern CONVERSION =
      Pattern.compile("%([-_0^#:]+)?(\\d+)?([EO])?([^\\n\\r\\u2028\\u2029])");

  /** How wide a conversion is without being asked. */
  private static final Map<Character, Integer> WIDTHS =
      Map.ofEntries(
          Map.entry('C', 2),
          Map.entry('d', 2),
          Map.entry('e', 2),
          Map.entry('H', 2),
          Map.entry('I', 2),
          Map.entry('j', 3),
          Map.entry('k', 2),
          Map.entry('l', 2),
          Map.entry('L', 3),
          Map.entry('m', 2),
          Map.entry('M', 2),
          Map.entry('S', 2),
          Map.entry('U', 2),
          Map.entry('W', 2),
          Map.entry('y', 2),
          Map.entry('Y', 4));

  /** Conversions that are filled up with blanks, not with zeros. */
  private static final String BLANK_FILLED = "aAbBceklpP";

  private static final int NANOSECOND_DIGITS = 9;

  private DateFormat() {}

  static String print(LocalDate date, String format, Scope scope) throws LiquidException {
    scope.spend(format.length());
    StringBuilder printed = new StringBuilder();
    Matcher matcher = CONVERSION.matcher(format);
    int copied = 0;
    while (matcher.find(copied)) {
      printed.append(format, copied, matcher.start());
      printed.append(conversion(date, matcher, scope));
      copied = matcher.end();
    }
    return printed.append(format, copied, format.length()).toString();
  }

  private static String conversion(LocalDate date, Matcher matcher, Scope scope)
      throws LiquidException {
    String flags = matcher.group(1) == null ? "" : matcher.group(1);
    double asked = matcher.group(2) == null ? 0 : Double.parseDouble(matcher.group(2));
    scope.spend(asked);
    int width = (int) asked;
    char kind = matcher.group(4).charAt(0);
    String text = matcher.group(4).length() > 1 ? null : text(date, kind, flags, width);
    if (text == null) {
      return matcher.group();
    }
    if (flags.contains("^")) {
      text = Text.toUpperCase(text);
    } else if (flags.contains("#")) {
      boolean lower = text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
      text = lower ? Text.toUpperCase(text) : Text.toLowerCase(text);
    }
    boolean blanks =
        flags.contains("_") || (!flags.contains("0") && BLANK_FILLED.indexOf(kind) >= 0);
    int wanted = width > 0 ? width : WIDTHS.getOrDefault(kind, 0);
    return fill(text, flags.contains("-") ? 0 : wanted, blanks ? ' ' : '0');
  }

  private static String fill(String text, int width, char by) {
    boolean negative = by == '0' && text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    int missing = width - text.length();
    return (negative ? "-" : "") + String.valueOf(by).repeat(Math.max(0, missing)) + digits;
  }

  /** Null for a conversion that there is not. */
  @Nullable
  private static String text(LocalDate date, char kind, String flags, int width) {
    LocalDateTime shown = date.shown();
    int hour = shown.getHour();
    return switch (kind) {
      case 'a' -> shown.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.US);
      case 'A' -> shown.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US);
      case 'b', 'h' -> shown.getMonth().getDisplayName(TextStyle.SHORT, Locale.US);
      case 'B' -> shown.getMonth().getDisplayName(TextStyle.FULL, Locale.US);
      case 'c' -> day(shown) + ", " + timeOfDay(shown);
      case 'C' -> number(Math.floorDiv(shown.getYear(), 100));
      case 'd', 'e' -> number(shown.getDayOfMonth());
      case 'H', 'k' -> number(hour);
      case 'I', 'l' -> number(hour % 12 == 0 ? 12 : hour % 12);
      case 'j' -> number(shown.getDayOfYear());
      case 'L' -> number(shown.getNano() / 1_000_000);
      case 'm' -> number(shown.getMonthValue());
      case 'M' -> number(shown.getMinute());
      case 'N' -> fraction(shown.getNano() / 1_000_000, width);
      case 'p' -> hour < 12 ? "AM" : "PM";
      case 'P' -> hour < 12 ? "am" : "pm";
      case 'q' -> ordinal(shown.getDayOfMonth());
      case 's' -> Long.toString(Math.floorDiv(date.time(), 1_000L));
      case 'S' -> number(shown.getSecond());
      case 'u' -> number(shown.getDayOfWeek().getValue());
      case 'U' -> number(week(shown.getDayOfYear(), date.weekday()));
      case 'w' -> number(date.weekday());
      case 'W' -> number(week(shown.getDayOfYear(), (date.weekday() + 6) % 7));
      case 'x' -> day(shown);
      case 'X' -> timeOfDay(shown);
      case 'y' -> number(Math.floorMod(shown.getYear(), 100));
      case 'Y' -> number(shown.getYear());
      case 'z' -> offset(date.offset(), flags);
      case 'Z' -> date.zone().isEmpty() ? offset(date.offset(), flags) : date.zone();
      case 't' -> "\t";
      case 'n' -> "\n";
      case '%' -> "%";
      default -> null;
    };
  }

  private static String number(int number) {
    return Integer.toString(number);
  }

  private static String day(LocalDateTime shown) {
    // The year before 1 is 1 again, and nothing says that it is before Christ.
    int year = shown.getYear() > 0 ? shown.getYear() : 1 - shown.getYear();
    return shown.getMonthValue() + "/" + shown.getDayOfMonth() + "/" + year;
  }

  private static String timeOfDay(LocalDateTime shown) {
    int hour = shown.getHour() % 12 == 0 ? 12 : shown.getHour() % 12;
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d %s",
        hour,
        shown.getMinute(),
        shown.getSecond(),
        shown.getHour() < 12 ? "AM" : "PM");
  }

  private static String fraction(int milliseconds, int width) {
    int wanted = width > 0 ? width : NANOSECOND_DIGITS;
    String digits = String.format(Locale.ROOT, "%03d", milliseconds);
    return digits.substring(0, Math.min(3, wanted)) + "0".repeat(Math.max(0, wanted - 3));
  }

  private static String ordinal(int day) {
    if (day >= 11 && day <= 13) {
      return "th";
    }
    return switch (day % 10) {
      case 1 -> "st";
      case 2 -> "nd";
      case 3 -> "rd";
      default -> "th";
    };
  }

  /** Days before the first start of a week belong to week 0. */
  private static int week(int dayOfYear, int daysSinceStart) {
    return (dayOfYear - 1 - daysSinceStart + 7) / 7;
  }

  private static String offset(double minutes, String flags) {
    double distance = Math.abs(minutes);
    return (minutes < 0 ? "-" : "+")
        + fill(JsonNumbers.text(Math.floor(distance / 60)), 2, '0')
        + (flags.contains(":") ? ":" : "")
        + fill(JsonNumbers.text(distance % 60), 2, '0');
  }
}
