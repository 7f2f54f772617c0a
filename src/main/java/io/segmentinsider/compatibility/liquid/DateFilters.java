package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.javascript.DateParser;
import io.segmentinsider.json.JsonArray;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Filters that print dates. What is no date passes. */
final class DateFilters {

  static final Map<String, Filter> ALL =
      Map.of(
          "date",
          DateFilters::date,
          "date_to_xmlschema",
          fixed("%Y-%m-%dT%H:%M:%S%:z"),
          "date_to_rfc822",
          fixed("%a, %d %b %Y %H:%M:%S %z"),
          "date_to_string",
          written("%b"),
          "date_to_long_string",
          written("%B"));

  private static final String DEFAULT_FORMAT = "%A, %B %-e, %Y at %-l:%M %P %z";

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  /**
   * Names that Node.js 20 knows, in any letter case; offsets like {@code +02:00} are not among
   * them.
   */
  private static final SortedMap<String, String> ZONES = zones();

  /** The furthest milliseconds from 1970 that a JavaScript date can be. */
  private static final double MAX_TIME = 8.64e15;

  private DateFilters() {}

  @Nullable
  private static Object date(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    LocalDate date = read(value, arguments.get(1));
    if (date == null) {
      return value;
    }
    Object format = Values.plain(arguments.get(0));
    return DateFormat.print(
        date, Conversions.isNullish(format) ? DEFAULT_FORMAT : Values.text(format), scope);
  }

  private static Filter fixed(String format) {
    return (value, arguments, scope) -> {
      LocalDate date = read(value, null);
      return date == null ? value : DateFormat.print(date, format, scope);
    };
  }

  private static Filter written(String month) {
    return (value, arguments, scope) -> {
      LocalDate date = read(value, null);
      if (date == null) {
        return value;
      }
      String format = "%d " + month + " %Y";
      if ("ordinal".equals(arguments.get(0))) {
        format = "US".equals(arguments.get(1)) ? month + " %-d%q, %Y" : "%-d%q " + month + " %Y";
      }
      return DateFormat.print(date, format, scope);
    };
  }

  /** Null for what is no date. */
  @Nullable
  private static LocalDate read(@Nullable Object value, @Nullable Object zone)
      throws LiquidException {
    double time = time(Values.plain(value));
    if (!(Math.abs(time) <= MAX_TIME)) {
      return null;
    }
    long whole = (long) time;
    if (zone instanceof String name) {
      return new LocalDate(whole, offset(name, whole), name);
    }
    if (Conversions.isNullish(zone)) {
      return new LocalDate(whole, 0, "UTC");
    }
    double west = Values.number(zone);
    return Math.abs(time - west * 60_000) <= MAX_TIME ? new LocalDate(whole, -west, "") : null;
  }

  private static double time(@Nullable Object value) throws LiquidException {
    if (value instanceof Number number) {
      return number.doubleValue() * 1_000;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (!(value instanceof String) && !(value instanceof JsonArray)) {
      return Double.NaN;
    }
    String text = Conversions.toText(value);
    if (text.equals("now") || text.equals("today")) {
      throw new LiquidException(
          "asks for the time of day; what is sent must be the same whenever it is sent again");
    }
    if (value instanceof String && SECONDS.matcher(text).matches()) {
      return Conversions.toNumber(text) * 1_000;
    }
    OptionalLong parsed = DateParser.parse(text);
    return parsed.isPresent() ? parsed.getAsLong() : Double.NaN;
  }

  /** Minutes east of Greenwich. */
  private static double offset(String zone, long time) throws LiquidException {
    String id = ZONES.get(zone);
    if (id == null) {
      throw new LiquidException("names a time zone that does not exist");
    }
    return ZoneId.of(id, ZoneId.SHORT_IDS)
            .getRules()
            .getOffset(Instant.ofEpochMilli(time))
            .getTotalSeconds()
        / 60.0;
  }

  private static SortedMap<String, String> zones() {
    SortedMap<String, String> zones = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Stream.concat(ZoneId.getAvailableZoneIds().stream(), ZoneId.SHORT_IDS.keySet().stream())
        .forEach(id -> zones.put(id, id));
    return Collections.unmodifiableSortedMap(zones);
  }
}
