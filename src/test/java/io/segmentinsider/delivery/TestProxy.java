package io.segmentinsider.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy that wants a user. It opens tunnels, and answers requests for plain addresses itself, as
 * if somebody behind it had taken them.
 */
final class TestProxy implements AutoCloseable {

  private final ServerSocket server;
  private final String expected;
  private final AtomicInteger tunnels = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private TestProxy(ServerSocket server, String expected) {
    this.server = server;
    this.expected = expected;
  }

  static TestProxy start(String user, String password) throws IOException {
    String credentials =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    TestProxy proxy =
        new TestProxy(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
            "proxy-authorization: basic " + credentials.toLowerCase(Locale.ROOT));
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many tunnels were opened. */
  int tunnels() {
    return tunnels.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      if (!head.toLowerCase(Locale.ROOT).contains(expected)) {
        respond(
            client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"");
      } else if (head.startsWith("CONNECT ")) {
        String[] target = head.split(" ", 3)[1].split(":", 2);
        try (Socket behind = new Socket(target[0], Integer.parseInt(target[1]))) {
          tunnels.incrementAndGet();
          client
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          threads.execute(() -> copy(behind, client));
          copy(client, behind);
        }
      } else {
        respond(client, "200 OK");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void respond(Socket client, String status) throws IOException {
    client
        .getOutputStream()
        .write(
            ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
    client.shutdownOutput();
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.length() > 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        break;
      }
    }
    return head.toString();
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // The other side has gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
