package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.javascript.Text;
import io.segmentinsider.record.Sha256;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Filters that write text in another form: HTML, addresses, JSON, Base64, digests. */
final class CodingFilters {

  /** What {@code encodeURIComponent} leaves as it is, besides letters and digits. */
  private static final String UNRESERVED = "-_.!~*'()";

  /** What {@code encodeURI} leaves besides, and what {@code uri_escape} turns back. */
  private static final String RESERVED = ";/?:@&=+$,#[]";

  private static final Pattern ESCAPED = Pattern.compile("&(amp|lt|gt|#34|#39);");
  private static final Map<String, String> UNESCAPED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "#34", "\"", "#39", "'");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*");

  private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{M}\\p{L}\\p{Nd}]+");
  private static final Map<String, Pattern> SLUG_MODES =
      Map.of(
          "raw", Pattern.compile(TextFilters.BLANK + "+"),
          "default", NOT_LETTERS,
          "pretty", Pattern.compile("[^\\p{M}\\p{L}\\p{Nd}._~!$&'()+,;=@]+"),
          "ascii", Pattern.compile("[^A-Za-z0-9]+"),
          "latin", NOT_LETTERS);

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          Map.entry("escape", TextFilters.of(CodingFilters::escape)),
          Map.entry("xml_escape", TextFilters.of(CodingFilters::escape)),
          Map.entry("escape_once", TextFilters.of(text -> escape(unescape(text)))),
          Map.entry("strip_html", TextFilters.of(CodingFilters::stripHtml)),
          Map.entry("url_encode", address(UNRESERVED, true)),
          Map.entry("cgi_escape", address("-_.~", true)),
          Map.entry("uri_escape", address(UNRESERVED + RESERVED, false)),
          Map.entry("url_decode", CodingFilters::urlDecode),
          Map.entry("slugify", CodingFilters::slugify),
          Map.entry("base64_encode", CodingFilters::base64Encode),
          Map.entry("base64_decode", CodingFilters::base64Decode),
          Map.entry("sha256", CodingFilters::sha256),
          Map.entry("hmac_sha256", CodingFilters::hmacSha256),
          Map.entry("json", CodingFilters::json),
          Map.entry("jsonify", CodingFilters::json),
          Map.entry("inspect", CodingFilters::json));

  private CodingFilters() {}

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&#34;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String unescape(String text) {
    return ESCAPED.matcher(text).replaceAll(match -> UNESCAPED.get(match.group(1)));
  }

  private static String stripHtml(String text) {
    // A kind that is not closed once is not looked for again.
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("<script", "</script>");
    kinds.put("<style", "</style>");
    kinds.put("<!--", "-->");
    kinds.put("<", ">");
    StringBuilder rest = new StringBuilder();
    int at = 0;
    int open = text.indexOf('<');
    while (open >= 0) {
      rest.append(text, at, open);
      at = endOfMarkup(text, open, kinds);
      if (at < 0) {
        return rest.append(text, open, text.length()).toString();
      }
      open = text.indexOf('<', at);
    }
    return rest.append(text, at, text.length()).toString();
  }

  private static int endOfMarkup(String text, int open, Map<String, String> kinds) {
    for (String kind : kinds.keySet().toArray(String[]::new)) {
      if (text.startsWith(kind, open)) {
        String end = kinds.get(kind);
        int close = text.indexOf(end, open + kind.length());
        if (close >= 0) {
          return close + end.length();
        }
        kinds.remove(kind);
      }
    }
    return -1;
  }

  /** Percent-encodes all but letters, digits and some other characters. */
  private static Filter address(String kept, boolean plusForBlank) {
    return (value, arguments, scope) -> {
      StringBuilder encoded = new StringBuilder();
      for (byte b : utf8(TextFilters.text(value, scope))) {
        char c = (char) (b & 0xFF);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter || Characters.isDigit(c) || kept.indexOf(c) >= 0) {
          encoded.append(c);
        } else if (c == ' ' && plusForBlank) {
          encoded.append('+');
        } else {
          encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
      }
      return encoded.toString();
    };
  }

  private static byte[] utf8(String text) throws LiquidException {
    try {
      ByteBuffer bytes =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] encoded = new byte[bytes.remaining()];
      bytes.get(encoded);
      return encoded;
    } catch (CharacterCodingException e) {
      throw new LiquidException("encodes text with half a character");
    }
  }

  private static Object urlDecode(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    String text = TextFilters.text(value, scope).replace('+', ' ');
    StringBuilder decoded = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) != '%') {
        decoded.append(text.charAt(at++));
        continue;
      }
      int end = at;
      while (end < text.length() && text.charAt(end) == '%') {
        end += 3;
      }
      decoded.append(decoded(text, at, end));
      at = end;
    }
    return decoded.toString();
  }

  private static String decoded(String text, int start, int end) throws LiquidException {
    try {
      byte[] bytes = new byte[(end - start) / 3];
      for (int i = 0; i < bytes.length; i++) {
        int at = start + i * 3 + 1;
        bytes[i] = (byte) HexFormat.fromHexDigits(text, at, at + 2);
      }
      return strict(StandardCharsets.UTF_8, bytes);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
      throw new LiquidException("decodes text that is not percent-encoded");
    }
  }

  private static String strict(Charset charset, byte[] bytes) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  private static Object slugify(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    String slug = TextFilters.text(value, scope);
    String mode = arguments.text(0, "default");
    Pattern pattern = SLUG_MODES.get(mode);
    if (pattern != null) {
      String plain = mode.equals("latin") ? Accents.remove(slug) : slug;
      slug = pattern.matcher(plain).replaceAll("-");
      int start = slug.startsWith("-") ? 1 : 0;
      int end = slug.length() > start && slug.endsWith("-") ? slug.length() - 1 : slug.length();
      slug = slug.substring(start, end);
    }
    return Conversions.isTruthy(arguments.get(1)) ? slug : Text.toLowerCase(slug);
  }

  private static Object base64Encode(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    String text = TextFilters.text(value, scope);
    return Base64.getEncoder().encodeToString(replaced(text));
  }

  private static Object base64Decode(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    String text = TextFilters.text(value, scope).replaceAll("[\\t\\n\\f\\r ]", "");
    if (text.length() % 4 == 0) {
      text = text.replaceFirst("==?$", "");
    }
    if (text.length() % 4 == 1 || !BASE64.matcher(text).matches()) {
      throw new LiquidException("decodes text that is not Base64");
    }
    return WhatwgUtf8.decode(Base64.getDecoder().decode(text));
  }

  /** UTF-8 as Node.js writes it: half a character becomes the replacement character. */
  private static byte[] replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(whole::appendCodePoint);
    return whole.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Object sha256(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    return Sha256.hex(replaced(TextFilters.text(value, scope)));
  }

  private static Object hmacSha256(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    byte[] text = replaced(TextFilters.text(value, scope));
    byte[] key = replaced(arguments.text(0));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      // An empty key is no key to Java; zeros mean the same to the algorithm.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  @Nullable
  private static Object json(@Nullable Object value, Arguments arguments, Scope scope)
      throws LiquidException {
    // A keyword is an object without members to JavaScript.
    String text = value instanceof Keyword ? "{}" : IndentedJson.text(value, arguments.get(0));
    scope.spend(text == null ? 0 : text.length());
    return text;
  }
}
