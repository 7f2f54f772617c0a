package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.record.Fnv1a;
import io.segmentinsider.record.Update;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The header by which the sandbox checks order and counts repeats. It is sent only with {@code
 * delivery.trace}, by the demo and by tests: Insider knows no such header.
 *
 * <p>Per user object, separated by {@code ;}: {@code <owner>.<epoch>=<update>,…}, and per update
 * {@code <messageId>:<action>:<sequence>:<events>}, with {@code :<first event>} behind it if it is
 * a later part of an update. The epoch grows with every restart, because the numbers given after a
 * restore start again at the checkpoint's.
 */
public final class TraceHeader {

  /** Its name. */
  public static final String NAME = "X-Sandbox-Trace";

  private final StringBuilder text = new StringBuilder();
  private final long epoch;

  TraceHeader(long epoch) {
    this.epoch = epoch;
  }

  /**
   * Adds one user object that joins these updates in this order. Of its owner a hash is enough: the
   * sandbox needs to tell owners apart, not to know them.
   */
  void add(String owner, List<PendingUpdate> updates) {
    if (text.length() > 0) {
      text.append(';');
    }
    text.append(HexFormat.of().toHexDigits(Fnv1a.hash(owner)))
        .append('.')
        .append(epoch)
        .append('=');
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i).update();
      text.append(i == 0 ? "" : ",")
          .append(percentEncoded(nameOf(update)))
          .append(':')
          .append(percentEncoded(update.mappingName()))
          .append(':')
          .append(update.sequence())
          .append(':')
          .append(updates.get(i).content().events().size());
      if (updates.get(i).isContinued()) {
        text.append(':').append(updates.get(i).firstEvent());
      }
    }
  }

  /** A replay may hold a part of an update whose rest was taken: it is another one. */
  private static String nameOf(Update update) {
    return update.replayed()
        ? update.messageId() + '@' + update.origin().partition() + '.' + update.origin().offset()
        : update.messageId();
  }

  String text() {
    return text.toString();
  }

  /** {@link URLEncoder} writes a blank as a plus, as forms do. Most ids need no encoding. */
  private static String percentEncoded(String text) {
    if (isUnreserved(text)) {
      return text;
    }
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static boolean isUnreserved(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }
}
