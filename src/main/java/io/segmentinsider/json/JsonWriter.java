package io.segmentinsider.json;

import io.segmentinsider.json.JsonBuffer.Order;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/**
 * Prints values as {@link JsonBuffer} does.
 *
 * <p>The bytes depend on the value alone, so the same event always gives the same request.
 */
public final class JsonWriter {

  private static final int CAPACITY = 512;

  private JsonWriter() {}

  /** UTF-8 text with members in the order in which they were put. */
  public static byte[] write(@Nullable Object value) {
    return bytes(value, Order.INSERTION);
  }

  /** As {@link #write}, as a string. */
  public static String text(@Nullable Object value) {
    return string(value, Order.INSERTION);
  }

  /** As {@link #text} with members in {@link JavaScriptOrder}. */
  public static String javaScriptText(@Nullable Object value) {
    return string(value, Order.JAVASCRIPT);
  }

  /**
   * UTF-8 text with members sorted by UTF-16 units (RFC 8785), so that equal values give equal
   * bytes: the input of digests.
   */
  public static byte[] canonical(@Nullable Object value) {
    return bytes(value, Order.SORTED);
  }

  private static byte[] bytes(@Nullable Object value, Order order) {
    return new JsonBuffer(CAPACITY, order).value(value).toBytes();
  }

  private static String string(@Nullable Object value, Order order) {
    return new String(bytes(value, order), StandardCharsets.UTF_8);
  }
}
