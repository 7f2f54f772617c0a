package io.segmentinsider.compatibility.liquid;

/**
 * UTF-8 as the WHATWG Encoding Standard decodes it. Java's own decoder counts the replacement
 * characters for malformed bytes in another way.
 */
final class WhatwgUtf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private final StringBuilder text;
  private int at;

  private WhatwgUtf8(byte[] bytes) {
    this.bytes = bytes;
    this.text = new StringBuilder(bytes.length);
  }

  /** Bytes as text; each longest start of a character that goes no further is replaced. */
  static String decode(byte[] bytes) {
    WhatwgUtf8 utf8 = new WhatwgUtf8(bytes);
    while (utf8.at < bytes.length) {
      utf8.next();
    }
    return utf8.text.toString();
  }

  private void next() {
    int lead = bytes[at++] & 0xFF;
    if (lead < 0x80) {
      text.append((char) lead);
    } else if (lead >= 0xC2 && lead <= 0xDF) {
      character(lead & 0x1F, 1, 0x80, 0xBF);
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      // The bounds keep out longer forms than needed, and halves of surrogate pairs.
      character(lead & 0x0F, 2, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      character(lead & 0x07, 3, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    } else {
      text.append(REPLACEMENT);
    }
  }

  /** Reads the rest of a character; the bounds are those of its second byte. */
  private void character(int start, int missing, int lowest, int highest) {
    int point = start;
    for (int i = 0; i < missing; i++) {
      int next = at < bytes.length ? bytes[at] & 0xFF : 0;
      if (next < (i == 0 ? lowest : 0x80) || next > (i == 0 ? highest : 0xBF)) {
        text.append(REPLACEMENT);
        return;
      }
      point = (point << 6) | (next & 0x3F);
      at++;
    }
    text.appendCodePoint(point);
  }
}
