package io.segmentinsider.tools.console.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.segmentinsider.tools.ToolJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** One request on its way in and out. */
final class Connection {

  /** A mapping and some events; a Kafka record has one megabyte at most by default. */
  static final int MAX_BODY = 4 << 20;

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy", CONTENT_SECURITY_POLICY,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
          "Cache-Control", "no-store");

  private final HttpExchange exchange;

  Connection(HttpExchange exchange) {
    this.exchange = exchange;
    SECURITY.forEach(exchange.getResponseHeaders()::set);
  }

  /** The body, of which no more than the limit is ever read. */
  byte[] body() throws RefusedException, IOException {
    requireJson(exchange.getRequestHeaders());
    try (InputStream in = exchange.getRequestBody()) {
      byte[] read = in.readNBytes(MAX_BODY + 1);
      if (read.length > MAX_BODY) {
        throw tooLarge();
      }
      return read;
    }
  }

  /** A form of another site can't have this type without asking before. */
  private static void requireJson(Headers headers) throws RefusedException {
    List<String> types = headers.getOrDefault("Content-Type", List.of());
    if (types.size() != 1 || !types.get(0).split(";", 2)[0].strip().equals("application/json")) {
      throw new RefusedException(415, "a call has a body of the type application/json");
    }
    String length = headers.getFirst("Content-Length");
    if (length != null && (length.length() > 9 || Long.parseLong(length) > MAX_BODY)) {
      throw tooLarge();
    }
  }

  private static RefusedException tooLarge() {
    return new RefusedException(413, "the body is larger than " + MAX_BODY + " bytes");
  }

  void answer(Object value) throws IOException {
    send(200, "application/json", ToolJson.MAPPER.writeValueAsBytes(value));
  }

  void answer(Assets.Asset asset) throws IOException {
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    if (accepted != null && accepted.contains("gzip")) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      send(200, asset.type(), asset.packed());
    } else {
      send(200, asset.type(), asset.bytes());
    }
  }

  /** Begins an answer in server-sent events. */
  EventStream stream() throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return new EventStream(exchange.getResponseBody());
  }

  /**
   * Answers with an error; the connection is not used again, as its body may not have been read.
   */
  void refuse(int status, String message) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    send(status, "application/json", ToolJson.MAPPER.writeValueAsBytes(Map.of("error", message)));
  }

  private void send(int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }
}
