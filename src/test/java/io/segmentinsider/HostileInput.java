package io.segmentinsider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Records that somebody who knows the write key might send: real events with hostile values in any
 * place, events grown from a grammar, and damaged bytes. A seed and a number give a record, always
 * the same one. The text is written by hand, because no JSON library writes what is needed here:
 * half characters, keys twice, numbers that no type holds.
 */
final class HostileInput implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> TYPES =
      List.of(
          "track",
          "identify",
          "page",
          "screen",
          "group",
          "alias",
          "delete",
          "suppress",
          "unsuppress");

  private static final List<String> EVENTS =
      List.of(
          "Order Completed",
          "Completed Order",
          "order_completed",
          "Product Added",
          "Product Viewed",
          "Product List Viewed",
          "Cart Viewed",
          "Checkout Started",
          "Checkout Step Viewed",
          "Payment Info Entered",
          "Signed Up",
          "User Registered",
          "User Deleted",
          "Friend Invited",
          "Заказ 1",
          "🎉",
          "_",
          "");

  private static final List<String> FIELDS =
      List.of(
          "type",
          "event",
          "messageId",
          "userId",
          "anonymousId",
          "previousId",
          "groupId",
          "timestamp",
          "originalTimestamp",
          "sentAt",
          "receivedAt",
          "name",
          "category",
          "properties",
          "traits",
          "context",
          "integrations",
          "batch",
          "payload",
          "version",
          "channel");

  private static final List<String> MEMBERS =
      List.of(
          "email",
          "phone",
          "phone_number",
          "firstName",
          "first_name",
          "name",
          "birthday",
          "age",
          "gender",
          "address",
          "country",
          "city",
          "language",
          "locale",
          "email_optin",
          "emailOptOut",
          "gdpr_optin",
          "unsubscribed",
          "products",
          "items",
          "product_id",
          "id",
          "sku",
          "price",
          "quantity",
          "currency",
          "total",
          "revenue",
          "order_id",
          "category",
          "url",
          "search",
          "image_url",
          "coupon",
          "traits",
          "device",
          "advertisingId",
          "page",
          "campaign",
          "ip",
          "timezone",
          "os",
          "app",
          "custom",
          "identifiers",
          "attributes",
          "uuid",
          "events",
          "users",
          "__proto__",
          "constructor",
          "toString",
          "$date",
          "@path",
          "",
          " ",
          ".",
          "a.b",
          "şehir",
          "имя",
          "名前",
          "👩‍👩‍👧",
          "\\ud83d",
          "\\udc00x",
          "\\u0000",
          "\\u202Eabc",
          "Aa",
          "BB");

  /** JSON values as text, each of which broke something somewhere. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-0.0",
          "1",
          "-1",
          "1e400",
          "-1e400",
          "1e-400",
          "1E+2",
          "0.1",
          "12.5",
          "9007199254740993",
          "720982911946154508",
          "720982911946154509",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "99999999999999999999999999999999",
          "1793527208",
          "1793527208000",
          "8640000000000001",
          "1e18",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "[{}]",
          "[1,\"a\",null,{\"b\":[]}]",
          "{\"0\":{\"product_id\":\"p\"},\"1\":{}}",
          "{\"\":{\"\":{\"\":1}}}",
          "{\"a\":1,\"a\":2,\"a\":null}",
          "{\"$date\":\"2026-11-01T10:00:08Z\"}",
          "{\"$date\":{\"$numberLong\":\"99999999999999999999\"}}",
          "\"\"",
          "\" \"",
          "\"null\"",
          "\"(null)\"",
          "\"undefined\"",
          "\"{{ user.id }}\"",
          "\"{% for i in (1..100000000) %}x{% endfor %}\"",
          "\"[object Object]\"",
          "\"-1\"",
          "\"NaN\"",
          "\"00000000-0000-0000-0000-000000000000\"",
          "\"AAAAAAAA-1111-4111-8111-AAAAAAAAAAAA\"",
          "\"aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa\"",
          "\"u-1\"",
          "\"u-2\"",
          "\"d-1\"",
          "\"d-2\"",
          "\"\\ud83d\"",
          "\"abc\\ud83d\"",
          "\"\\udc00abc\"",
          "\"\\ud83d\\ude00\"",
          "\"\\u0000\"",
          "\"\\u0000\\u0001\\u001f\\u007f\\u0085\\u2028\\u2029\"",
          "\"\\ufeff\\ufffe\\uffff\"",
          "\"\\u202e\\u200b\\u00ad\\u2066x\"",
          "\"a\\u0300\\u0301\\u0302\\u0303\"",
          "\"\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\"",
          "\"ann@example.test\"",
          "\"ANN@EXAMPLE.TEST\\u200b\"",
          "\"İSMAİL@ÖRNEK.TEST\"",
          "\"none@none.test\"",
          "\"@\"",
          "\"a@b@c.d\"",
          "\"mailto:ann@example.test?x=y\"",
          "\"+905321234567\"",
          "\"tel:+90 (532) 123-45-67;ext=5\"",
          "\"+9005321234567\"",
          "\"+00000000000\"",
          "\"٠٥٣٢١٢٣٤٥٦٧\"",
          "\"2026-11-01T10:00:00Z\"",
          "\"2026-11-01T10:00:00.123456789+23:59\"",
          "\"+292278995-01-01T00:00:00Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"+999999999-12-31T23:59:59.999999999-18:00\"",
          "\"9999-12-31T23:59:59Z\"",
          "\"0000-00-00\"",
          "\"2026-02-30\"",
          "\"24:00\"",
          "\"1793527208\"",
          "\"Sun Nov 01 2026 10:00:08 GMT+0000 (Coordinated Universal Time)\"",
          "\"Sun, 99 Foo 99999999999 99:99:99 +9999\"",
          "\"03/04/1990\"",
          "\"31.02.1990\"",
          "\"1e999\"",
          "\"1,299.00\"",
          "\"1.299\"",
          "\"€19.99\"",
          "\"19,99 €\"",
          "\"-\"",
          "\".\"",
          "\",\"",
          "\"1e-999999999\"",
          "\"1e999999999\"",
          "\"0x10\"",
          "\"∞\"",
          "\"٣٫١٤\"",
          "\"TL\"",
          "\"€\"",
          "\"eur \"",
          "\"XXX\"",
          "\"maybe\"",
          "\"opted_out\"",
          "\"[{\\\"product_id\\\":\\\"p1\\\",\\\"price\\\":1}]\"",
          "\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"",
          "\"https://shop.example.test/a?email=ann@example.test&token=s3cret#access_token=x\"",
          "\"?%\"",
          "\"https://%zz/?%=%&&&=;\"",
          "\"<script>alert(1)</script>\"",
          "\"'; DROP TABLE users; --\"",
          "\"TV/Video > Hi-Fi / x\"",
          "\"en-US\"",
          "\"tr_TR@calendar=x\"",
          "\"ZZ\"",
          "\"US\"");

  private final long seed;
  private final List<String> realEvents;

  /**
   * Inputs.
   *
   * @param seed gives all of them
   * @param realEvents events to put hostile values into
   */
  HostileInput(long seed, List<String> realEvents) {
    this.seed = seed;
    this.realEvents = realEvents.stream().filter(HostileInput::isJson).toList();
  }

  /** The day has lines that are none. */
  private static boolean isJson(String line) {
    try {
      return JSON.readTree(line).isObject();
    } catch (IOException e) {
      return false;
    }
  }

  /** The bytes of one record. */
  byte[] record(long number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    int kind = random.nextInt(100);
    if (kind < 50) {
      return utf8(mutated(random));
    }
    if (kind < 85) {
      return utf8(grown(random));
    }
    if (kind < 90) {
      return utf8(large(random));
    }
    return damaged(random);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A real event, some of whose keys and values are replaced, doubled or left out. */
  private String mutated(SplittableRandom random) {
    String line = realEvents.get(random.nextInt(realEvents.size()));
    try {
      StringBuilder out = new StringBuilder(line.length() + 256);
      // Few places of few events, so that the rest of the way is still gone.
      write(JSON.readTree(line), 1 + random.nextInt(8), out, random);
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(JsonNode node, int permille, StringBuilder out, SplittableRandom random) {
    if (random.nextInt(200) < permille) {
      value(out, random, 0);
      return;
    }
    if (node.isObject()) {
      out.append('{');
      Iterator<Map.Entry<String, JsonNode>> members = node.properties().iterator();
      boolean first = true;
      while (members.hasNext()) {
        Map.Entry<String, JsonNode> member = members.next();
        if (random.nextInt(400) < permille) {
          continue;
        }
        int copies = random.nextInt(400) < permille ? 2 : 1;
        for (int i = 0; i < copies; i++) {
          out.append(first ? "" : ",");
          first = false;
          key(random.nextInt(400) < permille ? null : member.getKey(), out, random);
          write(member.getValue(), permille, out, random);
        }
      }
      out.append('}');
    } else if (node.isArray()) {
      out.append('[');
      for (int i = 0; i < node.size(); i++) {
        out.append(i == 0 ? "" : ",");
        write(node.get(i), permille, out, random);
      }
      out.append(']');
    } else {
      out.append(node);
    }
  }

  private static void key(String key, StringBuilder out, SplittableRandom random) {
    if (key == null) {
      out.append('"').append(pick(MEMBERS, random)).append("\":");
    } else {
      out.append(JSON.getNodeFactory().textNode(key)).append(':');
    }
  }

  /** An event of the grammar. */
  private static String grown(SplittableRandom random) {
    StringBuilder out = new StringBuilder(512);
    out.append("{\"type\":");
    if (random.nextInt(20) == 0) {
      value(out, random, 0);
    } else {
      out.append('"').append(pick(TYPES, random)).append('"');
    }
    out.append(",\"event\":");
    if (random.nextInt(8) == 0) {
      value(out, random, 0);
    } else {
      out.append('"').append(pick(EVENTS, random)).append('"');
    }
    for (String id : List.of("userId", "anonymousId", "previousId", "messageId", "groupId")) {
      int choice = random.nextInt(6);
      if (choice < 3) {
        out.append(",\"").append(id).append("\":\"").append(id.charAt(0)).append('-');
        out.append(random.nextInt(12)).append('"');
      } else if (choice == 3) {
        out.append(",\"").append(id).append("\":");
        value(out, random, 0);
      }
    }
    int fields = random.nextInt(6);
    for (int i = 0; i < fields; i++) {
      out.append(",\"").append(pick(FIELDS, random)).append("\":");
      value(out, random, 3);
    }
    return out.append('}').toString();
  }

  private static void value(StringBuilder out, SplittableRandom random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    if (kind == 1) {
      int members = random.nextInt(6);
      out.append('{');
      for (int i = 0; i < members; i++) {
        out.append(i == 0 ? "" : ",");
        key(null, out, random);
        value(out, random, depth - 1);
      }
      out.append('}');
    } else if (kind == 2) {
      int elements = random.nextInt(5);
      out.append('[');
      for (int i = 0; i < elements; i++) {
        out.append(i == 0 ? "" : ",");
        value(out, random, depth - 1);
      }
      out.append(']');
    } else {
      out.append(pick(VALUES, random));
    }
  }

  /** Wide, deep, long, or much of what is multiplied on the way. */
  private static String large(SplittableRandom random) {
    StringBuilder out = new StringBuilder(40_000);
    out.append("{\"type\":\"").append(pick(TYPES, random)).append("\",\"userId\":\"u-");
    out.append(random.nextInt(12)).append("\",\"event\":\"").append(pick(EVENTS, random));
    out.append("\",\"").append(random.nextBoolean() ? "properties" : "traits").append("\":");
    int size = 1 << random.nextInt(11);
    switch (random.nextInt(8)) {
      case 0 -> {
        out.append('{');
        for (int i = 0; i < size; i++) {
          out.append(i == 0 ? "" : ",").append("\"n").append(random.nextInt(100_000)).append("\":");
          out.append(pick(VALUES, random));
        }
        out.append('}');
      }
      case 1 -> out.append("{\"a\":".repeat(size % 80)).append('1').append("}".repeat(size % 80));
      case 2 -> out.append("[".repeat(size)).append("]".repeat(size));
      case 3 -> out.append("{\"").append("k".repeat(8 * size)).append("\":{\"a\":1,\"b\":2}}");
      case 4 -> out.append("{\"text\":\"").append("\\ud83d".repeat(size)).append("\"}");
      case 5 -> {
        out.append("{\"").append("k".repeat(size)).append("\":{");
        for (int i = 0; i < size / 4; i++) {
          out.append(i == 0 ? "" : ",").append("\"m").append(i).append("\":").append(i);
        }
        out.append("},\"products\":[");
        for (int i = 0; i < size / 2; i++) {
          out.append(i == 0 ? "" : ",").append("{}");
        }
        out.append("]}");
      }
      case 6 -> {
        out.append("{\"order_id\":1,\"currency\":\"EUR\",\"products\":[");
        for (int i = 0; i < size; i++) {
          out.append(i == 0 ? "" : ",").append("{\"product_id\":").append(pick(VALUES, random));
          out.append(",\"price\":").append(pick(VALUES, random)).append(",\"quantity\":");
          out.append(pick(VALUES, random)).append('}');
        }
        out.append("]}");
      }
      default -> out.append("{\"n\":").append("9".repeat(8 * size)).append('}');
    }
    return out.append('}').toString();
  }

  private byte[] damaged(SplittableRandom random) {
    byte[] bytes = utf8(realEvents.get(random.nextInt(realEvents.size())));
    int damages = 1 + random.nextInt(4);
    for (int i = 0; i < damages && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = Arrays.copyOf(bytes, at);
        case 2 -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
          System.arraycopy(bytes, at, longer, bytes.length, bytes.length - at);
          bytes = longer;
        }
        default -> bytes = Arrays.copyOfRange(bytes, at, bytes.length);
      }
    }
    return bytes;
  }

  private static String pick(List<String> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
