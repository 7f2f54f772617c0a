package io.segmentinsider.insider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of the parts of an address (RFC 3986, 2.1), forgiving. */
public final class PercentEncoding {

  private static final String KEPT = "-._~+";
  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  /**
   * The text that is encoded. A percent sign that starts no encoding stays one, and so does a plus.
   *
   * @return the same object if nothing is encoded
   */
  public static String decoded(String text) {
    int percent = text.indexOf('%');
    if (percent < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      int high = at + 2 < bytes.length && bytes[at] == '%' ? digit(bytes[at + 1]) : -1;
      int low = high < 0 ? -1 : digit(bytes[at + 2]);
      if (low < 0) {
        out.write(bytes[at]);
        at++;
      } else {
        out.write(high << 4 | low);
        at += 3;
      }
    }
    return out.size() == bytes.length ? text : out.toString(StandardCharsets.UTF_8);
  }

  private static int digit(byte c) {
    return c < 0 ? -1 : Character.digit(c, 16);
  }

  /** A text as a part of an address: all but letters, digits and {@code -._~+} is encoded. */
  public static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length() * 2);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || KEPT.indexOf(b) >= 0;
      if (plain) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.charAt((b & 0xF0) >> 4)).append(HEX.charAt(b & 0x0F));
      }
    }
    return out.toString();
  }
}
