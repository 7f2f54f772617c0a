package io.segmentinsider.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an API key may do is asked for each kind of call. */
class AccessCheckTest {

  private static final String UPSERT = "/api/user/v1/upsert";
  private static final String ATTRIBUTES = "/api/user/v1/attribute/delete";
  private static final String IDENTITY = "/api/user/v1/identity";
  private static final String DELETE = "/api/user/v1/delete";

  @TempDir private Path folder;
  private final Map<String, Reply> replies =
      new ConcurrentHashMap<>(
          Map.of(
              UPSERT, Reply.of(400, "users must be defined: bad request"),
              ATTRIBUTES, Reply.of(400, "users must be defined: bad request"),
              IDENTITY,
                  Reply.of(
                      400,
                      "there must be exactly 1 entry for both new and old identifiers: bad"
                          + " request"),
              DELETE, Reply.of(400, "no valid identifier: bad request")));
  private HttpServer insider;

  private record Reply(int status, String body) {
    private static Reply of(int status, String error) {
      return new Reply(status, "{\"error\":\"" + error + "\"}");
    }
  }

  @BeforeEach
  void start() throws IOException {
    insider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    insider.createContext(
        "/",
        exchange -> {
          Reply reply = replies.get(exchange.getRequestURI().getPath());
          byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(reply.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    insider.start();
  }

  @AfterEach
  void stop() {
    insider.stop(0);
  }

  static Stream<Arguments> refusals() {
    Reply denied = Reply.of(403, "access denied");
    Reply down = new Reply(503, "");
    return Stream.of(
        Arguments.of(DELETE, denied, "wrong right to delete users: this API key may not delete"),
        Arguments.of(IDENTITY, denied, "wrong right to change identifiers: this API key may not"),
        Arguments.of(ATTRIBUTES, denied, "wrong right to remove attributes: this API key may not"),
        Arguments.of(DELETE, down, "warn right to delete users: not known (POST " + DELETE));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatTheKeyMayNotDoIsNamed(String path, Reply reply, String line) throws Exception {
    replies.put(path, reply);

    assertThat(check("events").stream().filter(finding -> !finding.startsWith("ok")))
        .singleElement()
        .asString()
        .startsWith(line);
  }

  @Test
  void anAnswerAboutTheFormLetsIn() throws Exception {
    assertThat(check("events")).hasSize(4).allMatch(finding -> finding.startsWith("ok "));
  }

  @Test
  void whatTheJobNeverDoesIsNotAsked() throws Exception {
    replies.remove(DELETE);
    replies.remove(IDENTITY);

    assertThat(check("")).hasSize(2).allMatch(finding -> finding.startsWith("ok "));
  }

  private List<String> check(String trusted) throws IOException, InterruptedException {
    Path token = Files.writeString(folder.resolve("token"), "key");
    JobSettings settings =
        TestSettings.with(
            "delivery.endpoint",
            "http://127.0.0.1:" + insider.getAddress().getPort(),
            "delivery.token-file",
            token.toString(),
            "source.topics",
            "events",
            "source.trusted-topics",
            trusted);
    return AccessCheck.of("Insider", settings).stream()
        .map(found -> found.kind().word() + " " + found.subject() + ": " + found.text())
        .toList();
  }
}
