package io.segmentinsider.tools.console.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no well-behaved client would. */
public final class RawClient {

  private static final int PATIENCE_MS = 20_000;

  private final URI address;

  /** Speaks to the server at that address. */
  public RawClient(URI address) {
    this.address = address;
  }

  /** A whole answer. */
  public record Answer(int status, String head, String body) {}

  /** Sends a request as it stands here, lines joined, and reads until the server ends. */
  public Answer send(String... lines) throws IOException {
    return sendText(String.join("\r\n", lines) + "\r\n\r\n");
  }

  /** Sends text and reads until the server ends. */
  public Answer sendText(String request) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(answer.substring(9, 12)),
          answer.substring(0, end),
          answer.substring(end + 4));
    }
  }
}
