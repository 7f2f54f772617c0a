package io.segmentinsider.compatibility.javascript;

import io.segmentinsider.compatibility.javascript.DateScanner.Kind;
import io.segmentinsider.compatibility.javascript.DateScanner.Token;
import java.util.OptionalLong;
import javax.annotation.Nullable;

/**
 * Reads text as {@code new Date(text)} of V8 does: ISO 8601 as ECMAScript has it and, for
 * everything else, V8's own forgiving rules, by which {@code foo 5} is a date.
 */
public final class DateParser {

  private final DateScanner scanner;
  private final DateFields fields = new DateFields();

  /** Whether a number was read, or a sign that stands for one. */
  private boolean numberRead;

  private DateParser(String text) {
    this.scanner = new DateScanner(text);
  }

  /** Whether JavaScript makes a valid date of a text. */
  public static boolean isDate(String text) {
    return parse(text).isPresent();
  }

  /**
   * The milliseconds from 1970 that JavaScript makes of a text where the local zone is UTC; empty
   * if it is no date.
   */
  public static OptionalLong parse(String text) {
    DateParser parser = new DateParser(text);
    Token rest = parser.iso();
    return rest != null && parser.legacy(rest) ? parser.fields.time() : OptionalLong.empty();
  }

  /**
   * Reads as much as is ISO 8601.
   *
   * @return the token with which the other rules go on; null if the text is no date at all
   */
  @Nullable
  private Token iso() {
    if (scanner.peek().isSign()) {
      Token sign = scanner.next();
      if (!scanner.peek().isNumber(6) || (sign.isSymbol('-') && scanner.peek().value() == 0)) {
        // The year is gone when it is a negative zero: the original takes it before it looks.
        return skipNegativeZero(sign);
      }
      int year = scanner.next().value();
      fields.addDay(sign.isSymbol('-') ? -year : year);
    } else if (scanner.peek().isNumber(4)) {
      fields.addDay(scanner.next().value());
    } else {
      return scanner.next();
    }
    if (scanner.skip('-')) {
      if (!scanner.peek().isNumber(2, 1, 12)) {
        return scanner.next();
      }
      fields.addDay(scanner.next().value());
      if (scanner.skip('-')) {
        if (!scanner.peek().isNumber(2, 1, 31)) {
          return scanner.next();
        }
        fields.addDay(scanner.next().value());
      }
    }
    if (scanner.peek().is(Kind.TIME_SEPARATOR)) {
      scanner.next();
      if (!isoTime() || !isoZone() || !scanner.peek().is(Kind.END)) {
        return null;
      }
    } else if (!scanner.peek().is(Kind.END)) {
      return scanner.next();
    }
    fields.setIso();
    return scanner.peek();
  }

  private Token skipNegativeZero(Token sign) {
    if (scanner.peek().isNumber(6)) {
      scanner.next();
    }
    return sign;
  }

  private boolean isoTime() {
    if (!scanner.peek().isNumber(2, 0, 24)) {
      return false;
    }
    boolean midnight = scanner.peek().value() == 24;
    fields.addTime(scanner.next().value());
    int most = midnight ? 0 : 59;
    if (!scanner.skip(':') || !scanner.peek().isNumber(2, 0, most)) {
      return false;
    }
    fields.addTime(scanner.next().value());
    if (!scanner.skip(':')) {
      return true;
    }
    if (!scanner.peek().isNumber(2, 0, most)) {
      return false;
    }
    fields.addTime(scanner.next().value());
    if (!scanner.skip('.')) {
      return true;
    }
    if (!scanner.peek().is(Kind.NUMBER) || (midnight && scanner.peek().value() > 0)) {
      return false;
    }
    fields.addTime(scanner.next().milliseconds());
    return true;
  }

  private boolean isoZone() {
    if (scanner.peek().isZ()) {
      scanner.next();
      fields.setZone(0);
      return true;
    }
    if (!scanner.peek().isSign()) {
      return true;
    }
    fields.setZoneSign(scanner.next().isSymbol('-'));
    if (scanner.peek().isNumber(4)) {
      int time = scanner.next().value();
      fields.setZoneTime(time / 100, time % 100);
      return time / 100 < 24 && time % 100 < 60;
    }
    if (!scanner.peek().isNumber(2, 0, 23)) {
      return false;
    }
    int hour = scanner.next().value();
    if (!scanner.skip(':') || !scanner.peek().isNumber(2, 0, 59)) {
      return false;
    }
    fields.setZoneTime(hour, scanner.next().value());
    return true;
  }

  /** Reads what is left, and says whether it can belong to a date. */
  private boolean legacy(Token first) {
    numberRead = fields.hasDay();
    Token token = first;
    while (!token.is(Kind.END)) {
      boolean fits =
          switch (token.kind()) {
            case NUMBER -> number(token.value());
            case MONTH, HALF_DAY, ZONE, TIME_SEPARATOR, WORD -> word(token);
            case SYMBOL -> symbol(token);
            default -> true;
          };
      if (!fits) {
        return false;
      }
      numberRead |= token.is(Kind.NUMBER);
      token = scanner.next();
    }
    return true;
  }

  private boolean number(int number) {
    if (scanner.skip(':')) {
      if (scanner.skip(':')) {
        if (fields.hasTime()) {
          return false;
        }
        fields.addTime(number);
        fields.addTime(0);
        return true;
      }
      if (!fields.addTime(number)) {
        return false;
      }
      scanner.skip('.');
      return true;
    }
    if (scanner.skip('.') && fields.expectsTime(number)) {
      fields.addTime(number);
      if (!scanner.peek().is(Kind.NUMBER)) {
        return false;
      }
      fields.addLastTime(scanner.next().milliseconds());
      return true;
    }
    if (fields.expectsZoneMinute(number)) {
      fields.setZoneMinute(number);
      return true;
    }
    if (fields.expectsTime(number)) {
      fields.addLastTime(number);
      Token next = scanner.peek();
      return next.is(Kind.END) || next.is(Kind.BLANK) || next.isZ() || next.isSign();
    }
    boolean added = fields.addDay(number);
    scanner.skip('-');
    return added;
  }

  private boolean word(Token word) {
    if (word.is(Kind.HALF_DAY) && fields.hasTime()) {
      fields.setHalfDay(word.value());
      return true;
    }
    if (word.is(Kind.MONTH)) {
      fields.setMonth(word.value());
      scanner.skip('-');
      return true;
    }
    if (word.is(Kind.ZONE) && numberRead) {
      fields.setZone(word.value());
      return true;
    }
    // Other words are no part of a date, and before its first number they must be set apart.
    return !numberRead && !scanner.peek().is(Kind.NUMBER);
  }

  private boolean symbol(Token symbol) {
    if (symbol.isSign() && (fields.isUtc() || fields.hasTime())) {
      numberRead = true;
      fields.setZoneSign(symbol.isSymbol('-'));
      return offset();
    }
    return !numberRead || !(symbol.isSign() || symbol.isSymbol(')'));
  }

  private boolean offset() {
    int number = 0;
    int digits = 0;
    if (scanner.peek().is(Kind.NUMBER)) {
      Token token = scanner.next();
      number = token.value();
      digits = token.length();
    }
    if (scanner.peek().isSymbol(':')) {
      fields.setZoneHour(number);
    } else if (digits == 1 || digits == 2) {
      fields.setZoneTime(number, 0);
    } else if (digits == 3 || digits == 4) {
      fields.setZoneTime(number / 100, number % 100);
    } else {
      return false;
    }
    return true;
  }
}
