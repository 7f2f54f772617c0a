package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.sandbox.Fault.Moment;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on purpose, as a real client sees it. */
class FaultsTest {

  private static final String GOOD =
      "{\"identifiers\":{\"uuid\":\"u\"},\"attributes\":{\"name\":\"A\"}}";
  private static final String OK = "{\"data\":{\"successful\":{\"count\":1},\"fail\":{}}}";

  private final AtomicLong clock = new AtomicLong();
  private Sandbox sandbox;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults(), clock::get);
    client = new TestClient(sandbox.uri());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private HttpResponse<String> upsert() throws Exception {
    return client.upsertUsers(null, GOOD);
  }

  private void order(Fault.Effect effect) {
    sandbox.faults().order(Fault.always(effect));
  }

  private long struck(String code) {
    return sandbox.statistics().faults().getOrDefault(code, 0L);
  }

  @Test
  void latencyHoldsACallBack() throws Exception {
    order(new Fault.Latency(Duration.ofMillis(150), Duration.ofMillis(200)));

    long start = System.nanoTime();
    assertThat(upsert().body()).isEqualTo(OK);
    assertThat(System.nanoTime() - start).isGreaterThan(150_000_000L);
    assertThat(struck("latency")).isEqualTo(1);
  }

  @Test
  void aCallThatWasGivenUpStillHasItsEffect() throws Exception {
    order(new Fault.Latency(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    Future<HttpResponse<String>> answer =
        client.sendAsync(
            client.request("POST", TestClient.UPSERT, "{\"users\":[" + GOOD + "]}").build());
    Wait.until(() -> sandbox.statistics().faults().containsKey("latency"));
    assertThat(answer.cancel(true)).isTrue();

    sandbox.faults().clear();
    Wait.until(() -> sandbox.statistics().usersAccepted() == 1);
  }

  @Test
  void throttledWithAndWithoutRetryAfter() throws Exception {
    int first = sandbox.faults().order(Fault.always(new Fault.Throttled(OptionalInt.of(7))));
    HttpResponse<String> answer = upsert();
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).isEqualTo("{\"error\":\"rejected: too many requests\"}");
    assertThat(answer.headers().firstValue("retry-after")).hasValue("7");

    sandbox.faults().clear(first);
    order(new Fault.Throttled(OptionalInt.empty()));
    assertThat(upsert().headers().firstValue("retry-after")).isEmpty();
    assertThat(sandbox.statistics().profiles()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 520})
  void serverErrorsBeforeAndAfterProcessing(int status) throws Exception {
    int before =
        sandbox
            .faults()
            .order(Fault.always(new Fault.ServerError(status, Moment.BEFORE_PROCESSING)));
    assertThat(upsert().statusCode()).isEqualTo(status);
    assertThat(sandbox.statistics().profiles()).isZero();

    sandbox.faults().clear(before);
    order(new Fault.ServerError(status, Moment.AFTER_PROCESSING));
    assertThat(upsert().statusCode()).isEqualTo(status);
    assertThat(sandbox.statistics().profiles()).isEqualTo(1);
    assertThat(sandbox.statistics().requestsByStatus()).containsEntry(status, 2L);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void anExpiredTokenIsRefusedUntilAnotherComes(int status) throws Exception {
    order(new Fault.ExpiredToken(status));
    assertThat(upsert().statusCode()).isEqualTo(status);
    assertThat(upsert().statusCode()).isEqualTo(status);

    HttpRequest renewed =
        client
            .request("POST", TestClient.UPSERT, "{\"users\":[" + GOOD + "]}")
            .setHeader("X-REQUEST-TOKEN", "new")
            .build();
    assertThat(client.send(renewed).statusCode()).isEqualTo(200);
    assertThat(upsert().statusCode()).isEqualTo(401);
    assertThat(sandbox.faults().active()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void connectionsAreReset(Moment moment) {
    order(new Fault.ConnectionReset(moment));

    assertThatThrownBy(this::upsert).isInstanceOf(IOException.class);
    assertThat(sandbox.statistics().profiles()).isEqualTo(stored(moment));
    assertThat(sandbox.statistics().requestsByStatus()).containsEntry(0, 1L);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void answersAreCutInHalf(Moment moment) {
    order(new Fault.HalfAnswer(moment));

    assertThatThrownBy(this::upsert).isInstanceOf(IOException.class);
    assertThat(sandbox.statistics().profiles()).isEqualTo(stored(moment));
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void answersCannotBeRead(Moment moment) throws Exception {
    order(new Fault.UnreadableAnswer(moment));

    HttpResponse<String> answer = upsert();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<html>");
    assertThat(sandbox.statistics().profiles()).isEqualTo(stored(moment));
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void answersNeverCome(Moment moment) {
    order(new Fault.NoAnswer(moment));
    HttpRequest impatient =
        client
            .request("POST", TestClient.UPSERT, "{\"users\":[" + GOOD + "]}")
            .timeout(Duration.ofMillis(300))
            .build();

    assertThatThrownBy(() -> client.send(impatient)).isInstanceOf(HttpTimeoutException.class);
    assertThat(sandbox.statistics().profiles()).isEqualTo(stored(moment));
  }

  private static long stored(Moment moment) {
    return moment == Moment.AFTER_PROCESSING ? 1 : 0;
  }

  @Test
  void chosenUsersAreRefusedByName() throws Exception {
    order(new Fault.Refused(new UserMatch.WithAttribute("plan", "bad"), Fault.Level.USER));
    String bad =
        "{\"identifiers\":{\"uuid\":\"b\"},\"attributes\":{\"custom\":{\"plan\":\"bad\"}}}";

    assertThat(client.upsertUsers(null, GOOD, bad).body())
        .isEqualTo(
            "{\"data\":{\"successful\":{\"count\":1},\"fail\":{\"count\":1,\"errors\":"
                + "{\"users.1.sandbox(refused)\":[\"refused by order\"]}}}}");
    assertThat(client.upsertUsers(null, bad).statusCode()).isEqualTo(200);
    assertThat(sandbox.statistics().profiles()).isEqualTo(1);
    assertThat(struck("refused")).isEqualTo(2);
  }

  @Test
  void chosenEventsAreRefusedByIndex() throws Exception {
    order(new Fault.Refused(new UserMatch.WithEvent("bad"), Fault.Level.EVENT));
    String event = "{\"event_name\":\"%s\",\"timestamp\":\"2024-05-15T00:00:00Z\"}";
    String user =
        "{\"identifiers\":{\"uuid\":\"u\"},\"events\":["
            + event.formatted("a")
            + ","
            + event.formatted("bad")
            + "]}";

    assertThat(client.upsertUsers(null, user).body())
        .contains("\"users.0.events.1.sandbox(refused)\"")
        .doesNotContain("events.0");
    assertThat(sandbox.statistics().eventsStored()).isZero();
  }

  @Test
  void aShareOfUsersIsChosenByContent() throws Exception {
    order(new Fault.Refused(new UserMatch.Share(0.3), Fault.Level.USER));
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      users.add(GOOD.replace("\"u\"", "\"u" + i + "\""));
    }
    client.upsertUsers(null, users.toArray(String[]::new));
    long refused = sandbox.statistics().usersRefused();
    assertThat(refused).isBetween(250L, 350L);

    client.upsertUsers(null, users.toArray(String[]::new));
    assertThat(sandbox.statistics().usersRefused()).isEqualTo(2 * refused);
    assertThat(sandbox.statistics().profiles()).isEqualTo(1_000 - refused);
  }

  @Test
  void anAmbiguousAnswerCountsWithoutNames() throws Exception {
    order(new Fault.Ambiguous(new UserMatch.WithIdentifier("uuid", "b")));

    assertThat(client.upsertUsers(null, GOOD, GOOD.replace("\"u\"", "\"b\"")).body())
        .isEqualTo("{\"data\":{\"successful\":{\"count\":1},\"fail\":{\"count\":1}}}");
    assertThat(upsert().body()).isEqualTo(OK);
    assertThat(sandbox.statistics().profiles()).isEqualTo(1);
  }

  @Test
  void aPoisonousUserFailsTheWholeRequest() throws Exception {
    order(new Fault.Poison(new UserMatch.WithIdentifier("uuid", "b")));

    assertThat(client.upsertUsers(null, GOOD, GOOD.replace("\"u\"", "\"b\"")).statusCode())
        .isEqualTo(500);
    assertThat(sandbox.statistics().profiles()).isZero();
    assertThat(upsert().statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 405, 406})
  void aFirewallRefusesTheWholeRequestWithAPage(int status) throws Exception {
    order(new Fault.Firewall(new UserMatch.WithIdentifier("uuid", "b"), status));

    HttpResponse<String> answer = client.upsertUsers(null, GOOD, GOOD.replace("\"u\"", "\"b\""));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("<html>");
    assertThat(sandbox.statistics().profiles()).isZero();
    assertThat(upsert().statusCode()).isEqualTo(200);
    assertThat(client.call("POST", TestClient.UPSERT, "{\"users\":[]}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void anOutageAnswersNothingElse() throws Exception {
    order(new Fault.Outage(false));
    assertThat(upsert().statusCode()).isEqualTo(503);

    client.call("DELETE", "/sandbox/faults", "");
    assertThat(upsert().statusCode()).isEqualTo(200);
  }

  @Test
  void anOutageRefusesConnectionsUntilItIsOver() throws Exception {
    assertThat(upsert().statusCode()).isEqualTo(200);
    int id =
        sandbox
            .faults()
            .order(Fault.always(new Fault.Outage(true)).withDuration(Duration.ofHours(1)));
    Wait.until(() -> isRefused(HttpClient.newHttpClient()));
    assertThat(isRefused(client.http())).isTrue();

    sandbox.faults().clear(id);
    Wait.until(() -> !isRefused(client.http()));
    assertThat(upsert().statusCode()).isEqualTo(200);
  }

  @Test
  void anOutageThatRefusesConnectionsEndsByItself() throws Exception {
    sandbox
        .faults()
        .order(Fault.always(new Fault.Outage(true)).withDuration(Duration.ofMillis(300)));

    Wait.until(() -> isRefused(client.http()));
    Wait.until(() -> !isRefused(client.http()));
  }

  private boolean isRefused(HttpClient http) {
    try {
      http.send(
          HttpRequest.newBuilder(sandbox.uri().resolve("/sandbox/health")).build(),
          HttpResponse.BodyHandlers.discarding());
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anOutageThatRefusesConnectionsNeedsAnEnd() {
    assertThatThrownBy(() -> order(new Fault.Outage(true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("duration");
  }

  @Test
  void bodiesMayBeTooLargeEarlier() throws Exception {
    order(new Fault.TooLarge(50));

    HttpResponse<String> answer = upsert();

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"request body is bigger than maximum allowed size 50 bytes\"}");
  }

  /** A fault that is over once it has struck. */
  static Fault once(Fault.Effect effect) {
    return new Fault(
        effect, new Fault.Bounds(1, OptionalLong.of(1), Optional.empty(), Optional.empty()));
  }

  @Test
  void faultsAreBoundedByCountTimeAndPath() throws Exception {
    Fault failure = Fault.always(new Fault.ServerError(503, Moment.BEFORE_PROCESSING));
    sandbox.faults().order(once(failure.effect()));
    assertThat(statuses(3)).containsExactly(503, 200, 200);

    sandbox.faults().order(failure.withDuration(Duration.ofSeconds(10)));
    assertThat(statuses(2)).containsExactly(503, 503);
    clock.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(statuses(2)).containsExactly(200, 200);

    sandbox
        .faults()
        .order(
            new Fault(
                failure.effect(),
                new Fault.Bounds(
                    1,
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.of("/api/user/v1/identity"))));
    assertThat(statuses(1)).containsExactly(200);
  }

  @Test
  void theSameSeedStrikesTheSameCalls() throws Exception {
    Fault flaky = Fault.always(new Fault.ServerError(500, Moment.BEFORE_PROCESSING)).withShare(0.5);
    sandbox.faults().order(flaky);
    List<Integer> statuses = statuses(40);
    assertThat(statuses).contains(200, 500);

    try (Sandbox again = Sandbox.start(SandboxSettings.defaults())) {
      again.faults().order(flaky);
      client = new TestClient(again.uri());
      assertThat(statuses(40)).isEqualTo(statuses);
    }
    try (Sandbox other = Sandbox.start(SandboxSettings.defaults().withSeed(2))) {
      other.faults().order(flaky);
      client = new TestClient(other.uri());
      assertThat(statuses(40)).isNotEqualTo(statuses);
    }
  }

  private List<Integer> statuses(int calls) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      statuses.add(upsert().statusCode());
    }
    return statuses;
  }

  @Test
  void faultsCombine() throws Exception {
    order(new Fault.Latency(Duration.ofMillis(100), Duration.ofMillis(100)));
    order(new Fault.Latency(Duration.ofMillis(100), Duration.ofMillis(100)));
    sandbox.faults().order(once(new Fault.Throttled(OptionalInt.empty())));
    order(new Fault.ServerError(503, Moment.AFTER_PROCESSING));

    long start = System.nanoTime();
    assertThat(upsert().statusCode()).isEqualTo(429);
    assertThat(System.nanoTime() - start).isGreaterThan(200_000_000L);
    assertThat(upsert().statusCode()).isEqualTo(503);
    assertThat(sandbox.statistics().profiles()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fault\":\"latency\",\"fromMillis\":1,\"toMillis\":2,\"share\":0.5,\"count\":3}",
        "{\"fault\":\"throttled\",\"retryAfter\":2,\"seconds\":0.5}",
        "{\"fault\":\"throttled\"}",
        "{\"fault\":\"server-error\",\"status\":504,\"afterProcessing\":true}",
        "{\"fault\":\"expired-token\",\"status\":401}",
        "{\"fault\":\"reset\",\"path\":\"/api/user/v1/upsert\"}",
        "{\"fault\":\"half-answer\",\"afterProcessing\":true}",
        "{\"fault\":\"unreadable-answer\"}",
        "{\"fault\":\"no-answer\"}",
        "{\"fault\":\"refused\",\"users\":{\"share\":0.1}}",
        "{\"fault\":\"refused\",\"users\":{\"eventShare\":0.1},\"level\":\"event\"}",
        "{\"fault\":\"ambiguous\",\"users\":{\"attribute\":\"plan\",\"value\":\"pro\"}}",
        "{\"fault\":\"poison\",\"users\":{\"identifier\":\"uuid\",\"value\":\"u1\"}}",
        "{\"fault\":\"firewall\",\"users\":{\"share\":0.1}}",
        "{\"fault\":\"outage\"}",
        "[{\"fault\":\"too-large\",\"limitBytes\":1000}]",
      })
  void everyFaultCanBeOrderedAsJson(String json) throws Exception {
    HttpResponse<String> answer = client.call("POST", "/sandbox/faults", json);

    assertThat(answer.body()).isEqualTo("{\"ordered\":[1]}");
    Fault fault = sandbox.faults().active().get(1);
    assertThat(json).contains("\"" + fault.effect().code() + "\"");
    assertThat(client.call("GET", "/sandbox/faults", "").body())
        .isEqualTo("{\"1\":\"" + fault.effect().code() + "\"}");
    assertThat(List.of(fault)).isEqualTo(FaultJson.read(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fault\":\"nonsense\"}",
        "{\"fault\":\"poison\"}",
        "{\"fault\":\"firewall\",\"users\":{\"share\":0.1},\"status\":200}",
        "{\"fault\":\"latency\",\"fromMillis\":5,\"toMillis\":1}",
        "{\"fault\":\"throttled\",\"share\":0}",
        "{\"fault\":\"throttled\",\"share\":1.5}",
        "{\"fault\":\"throttled\",\"count\":0}",
        "{\"fault\":\"server-error\",\"status\":200}",
        "{\"fault\":\"expired-token\",\"status\":500}",
        "{\"fault\":\"outage\",\"refuseConnections\":true}",
        "{",
      })
  void whatIsNoFaultIsRefused(String json) throws Exception {
    HttpResponse<String> answer = client.call("POST", "/sandbox/faults", json);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"");
    assertThat(sandbox.faults().active()).isEmpty();
  }
}
