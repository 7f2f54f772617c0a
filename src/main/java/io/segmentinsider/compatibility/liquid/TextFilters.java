package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.javascript.Text;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** Filters that work on text. */
final class TextFilters {

  /** ECMAScript's {@code \s}. */
  static final String BLANK =
      "[\\s\\x0B\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF]";

  private static final Pattern BLANKS = Pattern.compile(BLANK + "+");
  private static final Pattern NEWLINE = Pattern.compile("\\r?\\n");

  private static final String CJK =
      "\\u4E00-\\u9FFF\\uF900-\\uFAFF\\u3400-\\u4DBF\\u3040-\\u309F\\u30A0-\\u30FF\\uAC00-\\uD7AF";
  private static final Pattern CJK_CHARACTER = Pattern.compile("[" + CJK + "]");
  private static final Pattern OTHER_WORD = Pattern.compile("(?:(?!" + BLANK + ")[^" + CJK + "])+");

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("append", TextFilters::append),
          Map.entry("prepend", TextFilters::prepend),
          Map.entry("capitalize", of(TextFilters::capitalize)),
          Map.entry("downcase", of(Text::toLowerCase)),
          Map.entry("upcase", of(Text::toUpperCase)),
          Map.entry("strip", stripping(true, true)),
          Map.entry("lstrip", stripping(true, false)),
          Map.entry("rstrip", stripping(false, true)),
          Map.entry("strip_newlines", of(text -> NEWLINE.matcher(text).replaceAll(""))),
          Map.entry("squish", of(text -> Text.trim(BLANKS.matcher(text).replaceAll(" ")))),
          Map.entry("normalize_whitespace", of(text -> BLANKS.matcher(text).replaceAll(" "))),
          Map.entry("replace", TextFilters::replace),
          Map.entry("replace_first", TextFilters::replaceFirst),
          Map.entry("replace_last", TextFilters::replaceLast),
          Map.entry("remove", TextFilters::remove),
          Map.entry("remove_first", TextFilters::removeFirst),
          Map.entry("remove_last", TextFilters::removeLast),
          Map.entry("split", TextFilters::split),
          Map.entry("truncate", TextFilters::truncate),
          Map.entry("truncatewords", TextFilters::truncateWords),
          Map.entry("number_of_words", TextFilters::numberOfWords),
          Map.entry("default", TextFilters::orDefault),
          Map.entry("raw", (value, arguments, scope) -> value));

  private TextFilters() {}

  /** A filter that makes text of text. */
  static Filter of(UnaryOperator<String> function) {
    return (value, arguments, scope) -> function.apply(text(value, scope));
  }

  /** A value as text, taken from the budget. */
  static String text(@Nullable Object value, Scope scope) throws LiquidException {
    String text = Values.text(value);
    scope.spend(text.length());
    return text;
  }

  private static Object append(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    requireOne(arguments, "append");
    return text(text(value, scope) + arguments.text(0), scope);
  }

  private static Object prepend(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    requireOne(arguments, "prepend");
    return text(arguments.text(0) + text(value, scope), scope);
  }

  private static void requireOne(Arguments arguments, String name) throws LiquidException {
    if (arguments.size() != 1) {
      throw new LiquidException("uses \"" + name + "\" without exactly one argument");
    }
  }

  private static String capitalize(String text) {
    return text.isEmpty()
        ? text
        : Text.toUpperCase(text.substring(0, 1)) + Text.toLowerCase(text.substring(1));
  }

  /** Without white space, or given characters, at one end or both. */
  private static Filter stripping(boolean start, boolean end) {
    return (value, arguments, scope) -> {
      String text = text(value, scope);
      if (!isGiven(arguments.get(0))) {
        String rest = start ? Text.trimStart(text) : text;
        return end ? Text.trimEnd(rest) : rest;
      }
      Set<Integer> characters = arguments.text(0).codePoints().boxed().collect(Collectors.toSet());
      int from = 0;
      while (start && from < text.length() && characters.contains(text.codePointAt(from))) {
        from += Character.charCount(text.codePointAt(from));
      }
      int to = text.length();
      while (end && to > from && characters.contains(text.codePointBefore(to))) {
        to -= Character.charCount(text.codePointBefore(to));
      }
      return text.substring(from, to);
    };
  }

  /** Keywords are objects to JavaScript, and so are given. */
  private static boolean isGiven(@Nullable Object value) {
    return value instanceof Keyword || Conversions.isTruthy(value);
  }

  private static Object replace(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    String text = text(value, scope);
    return join(pieces(text, arguments.text(0)), arguments.text(1), scope);
  }

  private static Object remove(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    return join(pieces(text(value, scope), arguments.text(0)), "", scope);
  }

  private static String join(List<String> pieces, String separator, Scope scope)
      throws LiquidException {
    scope.spend((double) separator.length() * pieces.size());
    return String.join(separator, pieces);
  }

  /** JavaScript's {@code split}: by nothing, it cuts between all UTF-16 units. */
  private static List<String> pieces(String text, String separator) {
    List<String> pieces = new ArrayList<>();
    if (separator.isEmpty()) {
      for (int i = 0; i < text.length(); i++) {
        pieces.add(text.substring(i, i + 1));
      }
      return pieces;
    }
    TextSearch search = new TextSearch(separator);
    int start = 0;
    int found = search.first(text, 0);
    while (found >= 0) {
      pieces.add(text.substring(start, found));
      start = found + separator.length();
      found = search.first(text, start);
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  private static Object replaceFirst(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    return exchange(text(value, scope), true, arguments.text(0), arguments.text(1), scope);
  }

  private static Object replaceLast(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    return exchange(text(value, scope), false, arguments.text(0), arguments.text(1), scope);
  }

  private static Object removeFirst(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    return exchange(text(value, scope), true, arguments.text(0), "", scope);
  }

  private static Object removeLast(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    return exchange(text(value, scope), false, arguments.text(0), "", scope);
  }

  private static String exchange(String text, boolean first, String old, String by, Scope scope)
      throws LiquidException {
    TextSearch search = new TextSearch(old);
    int found = first ? search.first(text, 0) : search.last(text);
    return found < 0
        ? text
        : text(text.substring(0, found) + by + text.substring(found + old.length()), scope);
  }

  private static Object split(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    List<String> pieces = pieces(text(value, scope), arguments.text(0));
    int size = pieces.size();
    while (size > 0 && pieces.get(size - 1).isEmpty()) {
      size--;
    }
    JsonArray list = new JsonArray(size);
    pieces.subList(0, size).forEach(list::add);
    return list;
  }

  @Nullable
  private static Object truncate(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    String text = text(value, scope);
    double length = arguments.number(0, 50);
    String end = arguments.text(1, "...");
    if (text.length() <= length || CodePoints.advance(text, 0, length) >= text.length()) {
      return value;
    }
    double kept = Math.max(length - end.codePointCount(0, end.length()), 0);
    return text.substring(0, CodePoints.advance(text, 0, kept)) + end;
  }

  private static Object truncateWords(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    String[] words = BLANKS.split(Text.trimStart(text(value, scope)), -1);
    double wanted = arguments.number(0, 15);
    double count = wanted <= 0 ? 1 : wanted;
    int kept = (int) Math.min(words.length, Double.isNaN(count) ? 0 : count);
    String text = String.join(" ", List.of(words).subList(0, kept));
    return words.length >= count ? text + arguments.text(1, "...") : text;
  }

  private static Object numberOfWords(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    String text = Text.trim(text(value, scope));
    if (text.isEmpty()) {
      return 0L;
    }
    Predicate<Object> mode = name -> name.equals(arguments.get(0));
    if (mode.test("cjk") || (mode.test("auto") && CJK_CHARACTER.matcher(text).find())) {
      return CJK_CHARACTER.matcher(text).results().count()
          + OTHER_WORD.matcher(text).results().count();
    }
    return (long) BLANKS.split(text, -1).length;
  }

  @Nullable
  private static Object orDefault(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    Object plain = Values.plain(value);
    if (plain instanceof String text) {
      return text.isEmpty() ? arguments.get(0) : text;
    }
    if (plain instanceof JsonArray list) {
      return list.isEmpty() ? arguments.get(0) : list;
    }
    if (Boolean.FALSE.equals(plain) && allowsFalse(arguments)) {
      return false;
    }
    return Values.isTruthy(plain) ? plain : arguments.get(0);
  }

  private static boolean allowsFalse(Arguments arguments) throws LiquidException {
    boolean allowed = false;
    for (int i = 1; i < arguments.size(); i++) {
      Object argument = arguments.get(i);
      if (argument instanceof JsonArray named) {
        if (!named.isEmpty() && "allow_false".equals(named.get(0))) {
          allowed = named.size() > 1 && isGiven(named.get(1));
        }
      } else if (!(argument instanceof Keyword) && !(argument instanceof JsonObject)) {
        throw new LiquidException("uses \"default\" with a second value");
      }
    }
    return allowed;
  }
}
