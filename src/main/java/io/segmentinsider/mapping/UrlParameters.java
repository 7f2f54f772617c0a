package io.segmentinsider.mapping;

import io.segmentinsider.insider.PercentEncoding;
import io.segmentinsider.record.Sha256;
import java.io.Serializable;

/**
 * Cuts query parameters out of addresses, or puts digests in the place of their values, by name:
 * tokens of a log-in and e-mail addresses are no business of a marketing tool.
 *
 * <p>A parameter is whatever stands in a text as {@code name=value} behind {@code ?}, {@code &},
 * {@code ;} or {@code #}, or at the start of a text without blanks, such as the {@code search} of a
 * page. So it is found in addresses of every scheme, in fragments, in addresses inside of texts
 * and, percent-encoded, inside of other addresses. A user's name and password, between {@code ://}
 * and {@code @}, are cut if anything is.
 *
 * @param cut names of parameters that never leave
 * @param hashed names of parameters whose values leave as their SHA-256; this goes first
 */
public record UrlParameters(ParameterNames cut, ParameterNames hashed) implements Serializable {

  /** Everything leaves as it is. */
  public static final UrlParameters NONE = of(MapperSettings.QueryParameters.NONE);

  /** An address in an address in an address. */
  private static final int MAX_DEPTH = 3;

  private static final int MAX_NAME_LENGTH = 200;

  /** The rules of the configuration. */
  public static UrlParameters of(MapperSettings.QueryParameters settings) {
    return new UrlParameters(
        ParameterNames.of(settings.drop()), ParameterNames.of(settings.hash()));
  }

  boolean areEmpty() {
    return cut.isEmpty() && hashed.isEmpty();
  }

  /**
   * The text without what must not leave.
   *
   * @return the same object if there is nothing of it
   */
  String apply(String text) {
    boolean worthReading =
        text.indexOf('=') >= 0
            || text.indexOf('%') >= 0
            || (text.indexOf('@') >= 0 && text.contains("://"));
    return worthReading && !areEmpty() ? read(text, 0) : text;
  }

  private String read(String text, int depth) {
    return new Scan(cut.isEmpty() ? text : withoutUsers(text), depth).result();
  }

  private static String withoutUsers(String text) {
    int scheme = text.indexOf("://");
    if (scheme < 0 || text.indexOf('@', scheme) < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    while (scheme >= 0) {
      int start = scheme + 3;
      int end = start;
      int host = start;
      while (end < text.length() && !endsAuthority(text.charAt(end))) {
        host = text.charAt(end) == '@' ? end + 1 : host;
        end++;
      }
      if (host > start) {
        out.append(text, copied, start);
        copied = host;
      }
      scheme = text.indexOf("://", end);
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private static boolean endsAuthority(char c) {
    return c == '/' || c == '?' || c == '#' || isBlank(c) || isQuote(c);
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || Character.isWhitespace(c);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '<' || c == '>' || c == '\\' || c == '`';
  }

  private static boolean isDelimiter(char c) {
    return c == '?' || c == '&' || c == ';' || c == '#';
  }

  /** One pass over a text. */
  private final class Scan {

    private final String text;
    private final int depth;
    private final StringBuilder out = new StringBuilder();

    /** All before it is in {@link #out}, or left out. */
    private int copied;

    /** Up to here values were looked through for encoded addresses. */
    private int looked;

    private final boolean encodes;
    private boolean changed;

    Scan(String text, int depth) {
      this.text = text;
      this.depth = depth;
      this.encodes = depth < MAX_DEPTH && text.indexOf('%') >= 0;
    }

    String result() {
      int equals = text.indexOf('=');
      if (equals < 0) {
        return nested(text);
      }
      while (equals >= 0) {
        int name = startOfName(equals);
        int next = name < 0 ? equals + 1 : parameter(name, equals);
        equals = text.indexOf('=', next);
      }
      return changed ? out.append(text, copied, text.length()).toString() : text;
    }

    /** Where the name in front of an equals sign starts; negative if there is none. */
    private int startOfName(int equals) {
      int start = equals;
      while (start > copied && equals - start < MAX_NAME_LENGTH && isInName(start - 1)) {
        start--;
      }
      if (start == equals) {
        return -1;
      }
      if (start == 0) {
        return hasBlank() ? -1 : 0;
      }
      return isDelimiter(text.charAt(start - 1)) ? start : -1;
    }

    private boolean isInName(int place) {
      char c = text.charAt(place);
      return !isDelimiter(c) && c != '=' && c != '/' && c != ',' && !isBlank(c) && !isQuote(c);
    }

    /** A decoded address may have some. */
    private boolean hasBlank() {
      for (int i = 0; depth == 0 && i < text.length(); i++) {
        if (isBlank(text.charAt(i))) {
          return true;
        }
      }
      return false;
    }

    /** Gives the place to go on from. */
    private int parameter(int name, int equals) {
      int start = equals + 1;
      boolean inPath = name > 0 && text.charAt(name - 1) == ';';
      String written = text.substring(name, equals);
      if (hashed.contain(written)) {
        int end = endOfValue(start, inPath);
        String value = text.substring(start, end).replace('+', ' ');
        replace(start, end, Sha256.hex(PercentEncoding.decoded(value)));
        return end;
      }
      if (cut.contain(written)) {
        int end = endOfValue(start, inPath);
        leaveOut(name, end);
        return end;
      }
      if (!encodes || start < looked) {
        return start;
      }
      looked = endOfValue(start, inPath);
      String value = text.substring(start, looked);
      String read = nested(value);
      if (read.equals(value)) {
        return start;
      }
      replace(start, looked, read);
      return looked;
    }

    /** A text that may be percent-encoded as a whole. */
    private String nested(String value) {
      String decoded = encodes ? PercentEncoding.decoded(value) : value;
      if (decoded.equals(value)) {
        return value;
      }
      String read = read(decoded, depth + 1);
      return read.equals(decoded) ? value : PercentEncoding.encoded(read);
    }

    /** A question mark may stand in a value, but not in the path of an address. */
    private int endOfValue(int start, boolean inPath) {
      int end = start;
      while (end < text.length() && !endsValue(end) && !(inPath && text.charAt(end) == '?')) {
        end++;
      }
      return end;
    }

    private boolean endsValue(int place) {
      char c = text.charAt(place);
      return c == '&'
          || c == '#'
          || (depth == 0 && (isBlank(c) || isQuote(c)))
          || (c == ';' && startsParameter(place + 1));
    }

    /** A semicolon separates parameters in front of one only. */
    private boolean startsParameter(int start) {
      int at = start;
      while (at < text.length() && isInName(at)) {
        at++;
      }
      return at > start && at < text.length() && text.charAt(at) == '=';
    }

    private void replace(int start, int end, String value) {
      out.append(text, copied, start).append(value);
      copied = end;
      changed = true;
    }

    /** Takes the sign before a parameter with it, or the one behind it if it is the first. */
    private void leaveOut(int name, int end) {
      boolean first = name == copied || isStart(text.charAt(name - 1));
      boolean more = end < text.length() && (text.charAt(end) == '&' || text.charAt(end) == ';');
      out.append(text, copied, first ? name : name - 1);
      copied = first && more ? end + 1 : end;
      if (first && !more && !out.isEmpty() && isStart(out.charAt(out.length() - 1))) {
        out.setLength(out.length() - 1);
      }
      changed = true;
    }

    private static boolean isStart(char c) {
      return c == '?' || c == '#';
    }
  }
}
