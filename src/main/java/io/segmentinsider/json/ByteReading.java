package io.segmentinsider.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.annotation.Nullable;

/**
 * Reads one JSON text straight from its bytes, in one pass that also finds out whether they are
 * UTF-8. It takes what nearly all texts consist of and gives up at anything else, errors among it:
 * then Jackson reads the text again, and says what is wrong with it. What it takes it reads as
 * {@link JsonReader} does with Jackson.
 */
final class ByteReading {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long BLANKS = ' ' * ONES;

  /** So many digits fit into a long. */
  private static final int DIGITS_OF_A_LONG = 18;

  /** Powers of ten that are doubles, too: a quotient of two such numbers is the nearest double. */
  private static final long[] POWERS = new long[ExactNumber.DIGITS_OF_A_DOUBLE];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private static final int END = -1;

  /** Stands for a text without escapes, which is not decoded yet. */
  private static final Object TEXT = new Object();

  /** Of what a single large event needed, this much is kept for the next one. */
  private static final int KEPT_CAPACITY = 1 << 10;

  private final KnownNames known;
  private byte[] text = {};
  private int maxDepth;
  private int at;
  private boolean anyExact;
  private boolean anyHalves;

  /** The members so far of all objects that are open; null for a text that is not decoded yet. */
  private Object[] open = new Object[32];

  /** Where these texts stand, as {@link JsonObject} has it. */
  private int[] spans = new int[64];

  private int openSize;

  /** No place from here on holds a text that is not decoded yet. */
  private int endOfTexts;

  /** Where the last {@link #TEXT} stands. */
  private int textFrom;

  private int textEnd;

  /**
   * Reads one text after another.
   *
   * @param known names that objects share
   */
  ByteReading(KnownNames known) {
    this.known = known;
  }

  /**
   * Reads a text.
   *
   * @param utf8 must not change as long as its document is in use
   * @param deepest how deep arrays and objects may be nested
   * @return null if it gave up
   */
  @Nullable
  JsonDocument document(byte[] utf8, int deepest) {
    text = utf8;
    maxDepth = deepest;
    at = 0;
    anyExact = false;
    anyHalves = false;
    openSize = 0;
    endOfTexts = 0;
    if (open.length > KEPT_CAPACITY) {
      open = new Object[KEPT_CAPACITY];
      spans = new int[2 * KEPT_CAPACITY];
    }
    Object value = decoded(value(0));
    if (value == null || token() != END) {
      return null;
    }
    return new JsonDocument(
        anyHalves ? WellFormed.value(value) : value, anyExact ? JsonNumbers.rounded(value) : value);
  }

  /** The next byte that is no blank, which stays the next one; {@link #END} at the end. */
  private int token() {
    while (at < text.length) {
      byte next = text[at];
      if (next > ' ') {
        return next;
      }
      boolean isBlank = next == ' ' || next == '\n' || next == '\r' || next == '\t';
      if (!isBlank) {
        return 0;
      }
      at++;
    }
    return END;
  }

  @Nullable
  private Object value(int depth) {
    return switch (token()) {
      case '"' -> text();
      case '{' -> depth == maxDepth ? null : object(depth + 1);
      case '[' -> depth == maxDepth ? null : array(depth + 1);
      case 't' -> word("true") ? Boolean.TRUE : null;
      case 'f' -> word("false") ? Boolean.FALSE : null;
      case 'n' -> word("null") ? JsonNull.NULL : null;
      default -> number();
    };
  }

  @Nullable
  private JsonObject object(int depth) {
    at++;
    int first = openSize;
    JsonNames names = known.none();
    if (token() == '}') {
      at++;
      return closed(names, first);
    }
    while (true) {
      if (token() != '"') {
        return null;
      }
      String name = null;
      JsonNames longer = names.readFrom(text, at);
      if (longer == null) {
        at++;
        name = string();
        longer = name == null ? null : names.with(name);
      } else {
        at += longer.widthOfLast();
      }
      if (longer == null) {
        return name == null ? null : rest(closed(names, first), name, depth);
      }
      Object value = valueOfMember(depth);
      if (value == null) {
        return null;
      }
      names = longer;
      push(value);
      int next = token();
      at++;
      if (next == '}') {
        return closed(names, first);
      }
      if (next != ',') {
        return null;
      }
    }
  }

  @Nullable
  private Object valueOfMember(int depth) {
    if (token() != ':') {
      return null;
    }
    at++;
    return value(depth);
  }

  @SuppressWarnings("ReferenceEquality")
  private void push(Object value) {
    if (openSize == open.length) {
      open = Arrays.copyOf(open, openSize * 2);
      spans = Arrays.copyOf(spans, openSize * 4);
    }
    boolean isText = value == TEXT;
    open[openSize] = isText ? null : value;
    spans[2 * openSize] = isText ? textFrom : 0;
    spans[2 * openSize + 1] = isText ? textEnd : 0;
    openSize++;
    endOfTexts = isText ? openSize : endOfTexts;
  }

  private JsonObject closed(JsonNames names, int first) {
    Object[] values = Arrays.copyOfRange(open, first, openSize);
    JsonObject object =
        endOfTexts > first
            ? new JsonObject(
                names, values, text, Arrays.copyOfRange(spans, 2 * first, 2 * openSize))
            : new JsonObject(names, values, null, null);
    openSize = first;
    endOfTexts = Math.min(endOfTexts, first);
    return object;
  }

  @Nullable
  @SuppressWarnings("ReferenceEquality")
  private Object decoded(@Nullable Object value) {
    return value == TEXT ? Texts.decoded(text, textFrom, textEnd) : value;
  }

  /** An object whose names are not shared, from behind one of its names on. */
  @Nullable
  private JsonObject rest(JsonObject object, String next, int depth) {
    String name = next;
    while (true) {
      Object value = valueOfMember(depth);
      if (value == null) {
        return null;
      }
      object.put(name, decoded(value));
      int separator = token();
      at++;
      if (separator == '}') {
        return object;
      }
      if (separator != ',' || token() != '"') {
        return null;
      }
      at++;
      name = string();
      if (name == null) {
        return null;
      }
    }
  }

  @Nullable
  private JsonArray array(int depth) {
    at++;
    JsonArray array = new JsonArray();
    if (token() == ']') {
      at++;
      return array;
    }
    while (true) {
      Object value = value(depth);
      if (value == null) {
        return null;
      }
      array.add(decoded(value));
      int next = token();
      at++;
      if (next == ']') {
        return array;
      }
      if (next != ',') {
        return null;
      }
    }
  }

  private boolean word(String word) {
    int end = at + word.length();
    if (end > text.length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at = end;
    return endsValue();
  }

  private boolean endsValue() {
    int next = token();
    return next == ',' || next == '}' || next == ']' || next == END;
  }

  /** A name, from behind its first quote to behind the last one. */
  @Nullable
  private String string() {
    at--;
    return (String) decoded(text());
  }

  /** A text, from its first quote to behind the last one: {@link #TEXT}, or what it says. */
  @Nullable
  private Object text() {
    int from = at + 1;
    int end = endOfPlain(from);
    boolean ascii = true;
    while (end < text.length && text[end] < 0) {
      ascii = false;
      end = endOfPlain(end + 1);
    }
    if (end == text.length) {
      return null;
    }
    if (text[end] == '"') {
      at = end + 1;
      textFrom = from;
      textEnd = ascii ? end : ~end;
      return ascii || Utf8.firstFault(text, from, end) < 0 ? TEXT : null;
    }
    return text[end] == '\\' ? escaped(from, end, ascii) : null;
  }

  /** The place of the next byte that is a quote, a backslash, a control character or no ASCII. */
  private int endOfPlain(int from) {
    int i = from;
    while (i + Long.BYTES <= text.length) {
      long eight = (long) EIGHT.get(text, i);
      long quotes = eight ^ QUOTES;
      long backslashes = eight ^ BACKSLASHES;
      // The lowest bit that is set is right; those above it may be borrowed for.
      long found =
          (((quotes - ONES) & ~quotes)
                  | ((backslashes - ONES) & ~backslashes)
                  | ((eight - BLANKS) & ~eight)
                  | eight)
              & HIGH_BITS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < text.length && text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
      i++;
    }
    return i;
  }

  @Nullable
  private String decoded(int from, int end, boolean ascii) {
    return ascii || Utf8.firstFault(text, from, end) < 0
        ? Texts.decoded(text, from, ascii ? end : ~end)
        : null;
  }

  /** A text with escapes; the first stands at {@code backslash}. */
  @Nullable
  private String escaped(int start, int backslash, boolean startIsAscii) {
    StringBuilder out = new StringBuilder(64);
    int from = start;
    int end = backslash;
    boolean ascii = startIsAscii;
    while (end < text.length) {
      if (text[end] < 0) {
        ascii = false;
        end = endOfPlain(end + 1);
        continue;
      }
      String plain = decoded(from, end, ascii);
      if (plain == null) {
        return null;
      }
      out.append(plain);
      if (text[end] == '"') {
        at = end + 1;
        return out.toString();
      }
      from = text[end] == '\\' ? unescaped(end + 1, out) : END;
      if (from == END) {
        return null;
      }
      ascii = true;
      end = endOfPlain(from);
    }
    return null;
  }

  /** Takes what stands behind a backslash, and tells where it ends; {@link #END} if it is wrong. */
  private int unescaped(int from, StringBuilder out) {
    if (from >= text.length) {
      return END;
    }
    switch (text[from]) {
      case '"', '\\', '/' -> out.append((char) text[from]);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        return unicode(from + 1, out);
      }
      default -> {
        return END;
      }
    }
    return from + 1;
  }

  private int unicode(int from, StringBuilder out) {
    if (from + 4 > text.length) {
      return END;
    }
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = text[i] < 0 ? END : Character.digit(text[i], 16);
      if (digit < 0) {
        return END;
      }
      unit = unit * 16 + digit;
    }
    anyHalves |= Character.isSurrogate((char) unit);
    out.append((char) unit);
    return from + 4;
  }

  @Nullable
  private Number number() {
    int from = at;
    boolean negative = from < text.length && text[from] == '-';
    int first = negative ? from + 1 : from;
    int point = endOfDigits(first);
    boolean isInteger = point > first && (text[first] != '0' || point == first + 1);
    if (!isInteger) {
      return null;
    }
    if (point < text.length && (text[point] == '.' || (text[point] | 0x20) == 'e')) {
      return decimal(from, first, point);
    }
    at = point;
    if (!endsValue()) {
      return null;
    }
    if (point - first > DIGITS_OF_A_LONG) {
      return kept(ExactNumber.ofInteger(ascii(from, point)));
    }
    long value = digits(first, point, 0);
    return value > JsonNumbers.MAX_EXACT
        ? kept(ExactNumber.ofInteger(ascii(from, point)))
        : (Long) (negative ? -value : value);
  }

  @Nullable
  private Number decimal(int from, int first, int point) {
    boolean hasFraction = text[point] == '.';
    int end = hasFraction ? endOfDigits(point + 1) : point;
    boolean isPlain = true;
    if (hasFraction && end == point + 1) {
      return null;
    }
    if (end < text.length && (text[end] | 0x20) == 'e') {
      isPlain = false;
      int exponent = end + 1;
      boolean signed = exponent < text.length && (text[exponent] == '-' || text[exponent] == '+');
      exponent += signed ? 1 : 0;
      end = endOfDigits(exponent);
      if (end == exponent) {
        return null;
      }
    }
    at = end;
    if (!endsValue()) {
      return null;
    }
    if (isPlain && end - from <= ExactNumber.DIGITS_OF_A_DOUBLE) {
      return few(digits(point + 1, end, digits(first, point, 0)), end - point - 1, first > from);
    }
    String written = ascii(from, end);
    double nearest = Double.parseDouble(written);
    return end - from > ExactNumber.DIGITS_OF_A_DOUBLE
        ? kept(ExactNumber.ofDecimal(written, nearest))
        : JsonNumbers.of(nearest);
  }

  /** The number of few digits, some of them behind the point. */
  private static Number few(long digits, int behindPoint, boolean negative) {
    long power = POWERS[behindPoint];
    long signed = negative ? -digits : digits;
    if (digits % power == 0) {
      return signed / power;
    }
    return (double) signed / power;
  }

  private int endOfDigits(int from) {
    int i = from;
    while (i < text.length && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i;
  }

  private long digits(int from, int end, long before) {
    long value = before;
    for (int i = from; i < end; i++) {
      value = value * 10 + (text[i] - '0');
    }
    return value;
  }

  private String ascii(int from, int end) {
    return Texts.decoded(text, from, end);
  }

  private Number kept(Number number) {
    anyExact |= number instanceof ExactNumber;
    return number;
  }
}
