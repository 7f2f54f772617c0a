package io.segmentinsider.tools.trace;

import io.segmentinsider.record.SourcePosition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Origins as the tools write them: {@code topic-partition@offset}, {@code [index]}. */
public final class Positions {

  private static final Pattern FORM = Pattern.compile("(.+)-(\\d+)@(\\d+)(?:\\[(\\d+)])?");

  private Positions() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SourcePosition parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no position such as segment-events-0@17");
    }
    SourcePosition record =
        new SourcePosition(
            matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
    return matcher.group(4) == null
        ? record
        : record.at(Integer.parseInt(matcher.group(4)), Integer.MAX_VALUE);
  }

  /** Writes one. */
  public static String text(SourcePosition origin) {
    return origin.topic()
        + "-"
        + origin.partition()
        + "@"
        + origin.offset()
        + (origin.of() == 1 ? "" : "[" + origin.index() + "]");
  }
}
