package io.segmentinsider.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code X-Sandbox-Trace}, which says for each user object of a request in order, separated
 * by semicolons, whose it is and which updates it joins: {@code <owner, 16 hexadecimal
 * digits>.<epoch>=<update>,<update>…}. An update is {@code <messageId>:<action>:<sequence>:<number
 * of events>}, or ends in {@code :<first line>} if it is a part of an update that was split;
 * message id and action are percent-encoded. One user object may be traced by nothing at all.
 */
final class TraceReader {

  /** The name of the header. */
  static final String NAME = "X-Sandbox-Trace";

  private final String text;
  private int at;
  private boolean started;

  private long owner;
  private long epoch;
  private int messageStart;
  private int messageEnd;
  private int actionEnd;
  private long sequence;
  private int eventCount;
  private int firstLine;

  TraceReader(String text) {
    this.text = text;
  }

  /**
   * Goes to the next user object.
   *
   * @return false if it is not traced
   * @throws IllegalArgumentException if the header is not of its form
   */
  boolean nextUser() {
    if (started) {
      while (at < text.length() && text.charAt(at) != ';') {
        at++;
      }
      at++;
    }
    started = true;
    if (at >= text.length() || text.charAt(at) == ';') {
      return false;
    }
    int dot = end('.');
    owner = Long.parseUnsignedLong(text, at, dot, 16);
    at = dot + 1;
    int equals = end('=');
    epoch = Long.parseLong(text, at, equals, 10);
    at = equals;
    return true;
  }

  /** Goes to the next update of the user object; false if there is none. */
  boolean nextUpdate() {
    if (at >= text.length() || text.charAt(at) == ';') {
      return false;
    }
    at++;
    messageStart = at;
    messageEnd = end(':');
    at = messageEnd + 1;
    actionEnd = end(':');
    at = actionEnd + 1;
    int sequenceEnd = end(':');
    sequence = Long.parseLong(text, at, sequenceEnd, 10);
    at = sequenceEnd + 1;
    eventCount = number();
    firstLine = 0;
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      firstLine = number();
    }
    return true;
  }

  /** The owner's digest. */
  long owner() {
    return owner;
  }

  /** The number of the run of the owner's sequence numbers. */
  long epoch() {
    return epoch;
  }

  /** The update's number among its owner's updates. */
  long sequence() {
    return sequence;
  }

  /** How many events of the user object belong to the update. */
  int eventCount() {
    return eventCount;
  }

  /** The position of the first of them among all events of the update. */
  int firstLine() {
    return firstLine;
  }

  /** The update's message id. */
  String messageId() {
    return decoded(text.substring(messageStart, messageEnd));
  }

  /** Takes message id and mapping name. */
  void digestInto(ContentDigest digest, char[] scratch) {
    int length = actionEnd - messageStart;
    if (length <= scratch.length) {
      text.getChars(messageStart, actionEnd, scratch, 0);
      if (!isEncoded(scratch, length)) {
        digest.text(scratch, 0, length, 0);
        return;
      }
    }
    String message = decoded(text.substring(messageStart, messageEnd));
    String mappingName = decoded(text.substring(messageEnd + 1, actionEnd));
    digest.text(message + ':' + mappingName, 0);
  }

  private static boolean isEncoded(char[] text, int length) {
    for (int i = 0; i < length; i++) {
      if (text[i] == '%') {
        return true;
      }
    }
    return false;
  }

  private int end(char delimiter) {
    int end = text.indexOf(delimiter, at);
    if (end < 0) {
      throw new IllegalArgumentException(
          NAME + " lacks a '" + delimiter + "' after its character " + at);
    }
    return end;
  }

  private int number() {
    int start = at;
    int value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = Math.addExact(Math.multiplyExact(value, 10), text.charAt(at) - '0');
      at++;
    }
    if (at == start) {
      throw new IllegalArgumentException(NAME + " lacks a number at its character " + at);
    }
    return value;
  }

  private static String decoded(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    int i = 0;
    while (i < encoded.length()) {
      char c = encoded.charAt(i);
      if (c == '%' && i + 2 < encoded.length()) {
        bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
        i += 3;
      } else {
        bytes.write(c);
        i++;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
