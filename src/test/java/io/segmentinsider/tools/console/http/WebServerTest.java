package io.segmentinsider.tools.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what the answers say to browsers. */
class WebServerTest {

  private static final String TOKEN = "a-token-of-32-characters-0123456";

  private final AtomicInteger calls = new AtomicInteger();
  private WebServer open;
  private WebServer locked;
  private RawClient client;
  private RawClient lockedClient;
  private String host;

  @BeforeEach
  void start() throws IOException {
    List<Route> routes =
        List.of(
            Route.get("/api/read", request -> Map.of("calls", calls.incrementAndGet())),
            Route.post(
                "/api/write",
                request ->
                    Map.of("calls", calls.incrementAndGet(), "text", request.required("text"))),
            Route.stream(
                "/api/stream",
                (request, out) -> {
                  out.send("one", Map.of("text", "a\nb"));
                  if (request.flag("fail")) {
                    throw new IOException("no more");
                  }
                }));
    open = WebServer.start(Loopback.LISTENING, routes);
    locked =
        WebServer.start(
            new Listening("127.0.0.1", 0, List.of("console.example.test"), TOKEN, null), routes);
    client = new RawClient(open.address());
    lockedClient = new RawClient(locked.address());
    host = "Host: " + open.address().getAuthority();
  }

  @AfterEach
  void stop() {
    open.close();
    locked.close();
  }

  private RawClient.Answer get(String path, String... headers) throws IOException {
    return client.sendText(
        "GET "
            + path
            + " HTTP/1.1\r\n"
            + host
            + "\r\n"
            + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
            + "Connection: close\r\n\r\n");
  }

  private RawClient.Answer post(String path, String body, String... headers) throws IOException {
    return client.sendText(
        "POST "
            + path
            + " HTTP/1.1\r\n"
            + host
            + "\r\n"
            + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
            + "Content-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body);
  }

  private static final String JSON = "Content-Type: application/json";

  @Test
  void aCallOfThePageIsAnswered() throws IOException {
    String origin = "Origin: " + open.address();
    assertThat(get("/api/read", "Sec-Fetch-Site: same-origin").body()).contains("{\"calls\":1}");
    RawClient.Answer answer =
        post("/api/write", "{\"text\":\"<b>\"}", JSON, origin, "Sec-Fetch-Site: same-origin");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.head().toLowerCase(Locale.ROOT))
        .contains("content-type: application/json", "x-content-type-options: nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:8082",
        "Host: 127.0.0.1.evil.example",
        "Host: localhost.evil.example",
        "Host: [::ffff:1.2.3.4]",
        "Host: user@127.0.0.1",
        "Host:",
        "X-Nothing: here"
      })
  void anotherHostIsRefused(String wrong) throws IOException {
    for (String path : List.of("/", "/api/read")) {
      RawClient.Answer answer =
          client.send("GET " + path + " HTTP/1.1", wrong, "Connection: close");
      assertThat(answer.status()).as(path + " " + wrong).isIn(400, 403);
    }
    assertThat(calls).hasValue(0);
  }

  @Test
  void twoHostsAreRefused() throws IOException {
    assertThat(
            client
                .send("GET /api/read HTTP/1.1", host, "Host: evil.example", "Connection: close")
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Origin: http://localhost",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void aPageOfAnotherSiteIsRefused(String header) throws IOException {
    assertThat(get("/api/read", header).status()).isEqualTo(403);
    RawClient.Answer answer = post("/api/write", "{\"text\":\"a\"}", JSON, header);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.head()).doesNotContainIgnoringCase("access-control-allow");
    assertThat(calls).hasValue(0);
  }

  @Test
  void aLinkFromAnotherSiteOpensThePage() throws IOException {
    assertThat(get("/watch", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void aFormIsRefused(String type) throws IOException {
    assertThat(post("/api/write", "{\"text\":\"a\"}", "Content-Type: " + type).status())
        .isEqualTo(415);
    assertThat(post("/api/write", "{\"text\":\"a\"}").status()).isEqualTo(415);
    assertThat(calls).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/nothing",
        "/api/",
        "/api/read/",
        "/api//read",
        "/api/../api/read",
        "/api/%72ead",
        "/nothing",
        "/../console.js",
        "/vendor/../../gallery/events.json",
        "/%2e%2e/gallery/events.json",
        "/console.js%00.html",
        "/index.html",
        "/META-INF/MANIFEST.MF"
      })
  void thereIsNoOtherPath(String path) throws IOException {
    assertThat(get(path).status()).isIn(400, 404);
    assertThat(calls).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "HEAD", "POST"})
  void anotherMethodIsRefused(String method) throws IOException {
    RawClient.Answer answer =
        client.sendText(
            method
                + " /api/read HTTP/1.1\r\n"
                + host
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(calls).hasValue(0);
  }

  @Test
  void nothingIsAskedInAnAddress() throws IOException {
    assertThat(get("/api/read?person=ann").status()).isEqualTo(400);
    assertThat(get("/try?" + "a".repeat(3_000)).status()).isIn(400, 414, 431);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedUnread() throws IOException {
    RawClient.Answer announced =
        client.send(
            "POST /api/write HTTP/1.1",
            host,
            JSON,
            "Content-Length: " + (Connection.MAX_BODY + 1),
            "Connection: close");
    assertThat(announced.status()).isEqualTo(413);
    RawClient.Answer absurd =
        client.send(
            "POST /api/write HTTP/1.1",
            host,
            JSON,
            "Content-Length: 99999999999999",
            "Connection: close");
    assertThat(absurd.status()).isEqualTo(413);
    assertThat(calls).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "nonsense", "{\"text\":1}", "{}", "{\"text\":\"a\"}{}", "null"})
  void aBodyThatIsNoObjectOfTheCallIsRefused(String body) throws IOException {
    assertThat(post("/api/write", body, JSON).status()).isEqualTo(400);
  }

  @Test
  void aBodyThatIsNestedTooDeepIsRefused() throws IOException {
    String body = "{\"text\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(post("/api/write", body, JSON).status()).isEqualTo(400);
  }

  @Test
  void everyAnswerHasTheHeadersThatProtectABrowser() throws IOException {
    for (RawClient.Answer answer :
        List.of(
            get("/"),
            get("/nothing"),
            get("/api/read"),
            get("/api/nothing"),
            post("/api/stream", "{}", JSON))) {
      assertThat(answer.head().toLowerCase(Locale.ROOT))
          .contains(
              "content-security-policy: default-src 'none'; script-src 'self';",
              "frame-ancestors 'none'",
              "x-content-type-options: nosniff",
              "referrer-policy: no-referrer",
              "cache-control: no-store")
          .doesNotContain("unsafe-inline", "unsafe-eval");
    }
  }

  @Test
  void aStreamIsEventsOfOneLineEach() throws IOException {
    assertThat(post("/api/stream", "{}", JSON).body())
        .contains("event: one\ndata: {\"text\":\"a\\nb\"}\n\n", "event: end\ndata: {}\n\n");
    assertThat(post("/api/stream", "{\"fail\":true}", JSON).body()).contains("event: failed\n");
  }

  private int withToken(String header) throws IOException {
    return lockedClient
        .send(
            "GET /api/read HTTP/1.1",
            "Host: " + locked.address().getAuthority(),
            header,
            "Connection: close")
        .status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: here",
        "Authorization: Bearer ",
        "Authorization: Bearer wrong",
        "Authorization: Basic YTpi",
        "Authorization: Bearer a-token-of-32-characters-012345",
        "Authorization: Bearer a-token-of-32-characters-01234567",
        "Authorization: a-token-of-32-characters-0123456"
      })
  void aWrongTokenIsRefused(String header) throws IOException {
    assertThat(withToken(header)).isEqualTo(401);
    assertThat(calls).hasValue(0);
  }

  @Test
  void theRightTokenOpensTheInterface() throws IOException {
    assertThat(withToken("Authorization: Bearer " + TOKEN)).isEqualTo(200);
  }

  @Test
  void thePageItselfHoldsNothingAndIsOpen() throws IOException {
    for (String name : List.of(locked.address().getAuthority(), "console.example.test:443")) {
      assertThat(lockedClient.send("GET / HTTP/1.1", "Host: " + name, "Connection: close").status())
          .isEqualTo(200);
    }
  }

  @Test
  void aTokenIsInNoText() {
    assertThat(new Listening("127.0.0.1", 0, List.of(), TOKEN, null).toString())
        .doesNotContain(TOKEN);
  }
}
