package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the trace header counts. */
class TraceTest {

  private static final String OWNER = "00000000000000a1.0=";
  private static final String OTHER = "ffffffffffffffff.0=";

  private Sandbox sandbox;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start(SandboxSettings.defaults());
    client = new TestClient(sandbox.uri());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static String user(String uuid, String... names) {
    StringBuilder events = new StringBuilder();
    for (String name : names) {
      events
          .append(events.isEmpty() ? "" : ",")
          .append("{\"event_name\":\"%s\",\"timestamp\":\"2024-05-15T00:00:00Z\"}".formatted(name));
    }
    return "{\"identifiers\":{\"uuid\":\"%s\"},\"events\":[%s]}".formatted(uuid, events);
  }

  private void expect(long updates, long sentTwice, long storedTwice, long outOfOrder) {
    SandboxStatistics statistics = sandbox.statistics();
    assertThat(statistics.traceErrors()).isZero();
    assertThat(statistics.updates()).isEqualTo(updates);
    assertThat(statistics.sentTwice()).isEqualTo(sentTwice);
    assertThat(statistics.storedTwice()).isEqualTo(storedTwice);
    assertThat(statistics.outOfOrder()).isEqualTo(outOfOrder);
  }

  private void remove(String trace, String uuid) throws Exception {
    String body = "{\"users\":[{\"identifiers\":{\"uuid\":\"%s\"},\"whole\":[\"name\"]}]}";
    client.send(
        client
            .request("POST", "/api/user/v1/attribute/delete", body.formatted(uuid))
            .setHeader("X-Sandbox-Trace", trace)
            .build());
  }

  @Test
  void attributesAreRemovedAfterTheirUpdateAndBeforeTheNext() throws Exception {
    client.upsertUsers(OWNER + "m1:user:1:1", user("u", "a"));
    remove(OWNER + "m1:user:1:0", "u");
    client.upsertUsers(OWNER + "m2:user:2:1", user("u", "b"));
    remove(OWNER + "m3:user:3:0", "u");
    expect(2, 0, 0, 0);

    remove(OWNER + "m2:user:2:0", "u");
    expect(2, 0, 0, 1);
  }

  @Test
  void joinedUpdatesInOrder() throws Exception {
    client.upsertUsers(
        OWNER + "m1:track:1:1,m2:track:2:2;" + OTHER + "m3:track:1:1",
        user("u", "a", "b", "c"),
        user("v", "a"));
    client.upsertUsers(OWNER + "m4:track:3:1", user("u", "d"));

    expect(4, 0, 0, 0);
  }

  @Test
  void anUpdateSentAgainIsNeitherStoredTwiceNorOutOfOrder() throws Exception {
    client.upsertUsers(OWNER + "m1:track:1:1", user("u", "a"));
    client.upsertUsers(OWNER + "m2:track:2:1", user("u", "b"));
    client.upsertUsers(OWNER + "m1:track:1:1", user("u", "a"));
    client.upsertUsers(OWNER + "m1:track:1:1", user("u", "a"));

    expect(4, 1, 0, 0);
  }

  @Test
  void theSameMessageOfAnotherActionIsAnotherUpdate() throws Exception {
    client.upsertUsers(OWNER + "m1:track:1:1,m1:page:2:1", user("u", "a", "b"));

    expect(2, 0, 0, 0);
  }

  @Test
  void refusedUpdatesDoNotCount() throws Exception {
    String trace = OWNER + "m1:track:1:1;" + OTHER + "m2:track:1:1";
    client.upsertUsers(trace, user("u", "A"), user("v", "a"));
    client.upsertUsers(trace, user("u", "b"), user("v", "a"));

    expect(3, 1, 0, 0);
  }

  @Test
  void anEarlierUpdateAfterALaterOneIsOutOfOrder() throws Exception {
    client.upsertUsers(OWNER + "m2:track:2:1", user("u", "a"));
    client.upsertUsers(OWNER + "m1:track:1:1", user("u", "b"));
    client.upsertUsers(OWNER + "m0:track:2:1", user("u", "c"));

    expect(3, 0, 0, 2);
  }

  @Test
  void aLaterEpochStartsSequencesAgain() throws Exception {
    client.upsertUsers(OWNER + "m2:track:7:1", user("u", "a"));
    client.upsertUsers("00000000000000a1.1=m1:track:1:1", user("u", "b"));
    client.upsertUsers("00000000000000a1.0=m3:track:8:1", user("u", "c"));

    expect(3, 0, 0, 1);
  }

  @Test
  void ownersAreIndependent() throws Exception {
    client.upsertUsers(OWNER + "m2:track:7:1", user("u", "a"));
    client.upsertUsers(OTHER + "m1:track:1:1", user("v", "b"));

    expect(2, 0, 0, 0);
  }

  @Test
  void otherContentIsStoredTwice() throws Exception {
    client.upsertUsers(OWNER + "m1:track:1:2", user("u", "a", "b"));
    client.upsertUsers(OWNER + "m1:track:1:2", user("u", "a", "c"));

    expect(2, 1, 1, 0);
  }

  @Test
  void anotherProfileIsStoredTwiceUntilBothAreMerged() throws Exception {
    client.upsertUsers(OWNER + "m1:track:1:1", user("u", "a"));
    client.upsertUsers(OTHER + "m1:track:1:1", user("v", "a"));
    expect(2, 1, 1, 0);

    client.upsertUsers(
        null,
        "{\"identifiers\":{\"uuid\":\"u\",\"email\":\"a@b.co\"},\"attributes\":{\"name\":\"A\"}}",
        "{\"identifiers\":{\"uuid\":\"v\",\"email\":\"a@b.co\"},\"attributes\":{\"name\":\"A\"}}");

    expect(2, 1, 0, 0);
    assertThat(sandbox.statistics().eventsStored()).isEqualTo(1);
  }

  @Test
  void partsOfASplitUpdateAreNoRepeats() throws Exception {
    client.upsertUsers(OWNER + "m1:track:1:2", user("u", "a", "b"));
    client.upsertUsers(OWNER + "m1:track:1:1:2", user("u", "c"));

    expect(2, 0, 0, 0);
  }

  @Test
  void percentEncodingMakesNoDifference() throws Exception {
    client.upsertUsers(OWNER + "m%2C1:Order%20Completed:1:1", user("u", "a"));
    client.upsertUsers(OWNER + "m%2c1:Order%20Complete%64:1:1", user("u", "a"));

    expect(2, 1, 0, 0);
  }

  @Test
  void usersMayBeUntraced() throws Exception {
    client.upsertUsers(
        ";" + OWNER + "m1:track:1:1;", user("w", "a"), user("u", "a"), user("x", "a"));

    expect(1, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "00000000000000a1.0=m1",
        "00000000000000a1.0=m1:track:x:1",
        "00000000000000a1.0=m1:track:1:",
        "00000000000000a1.0=m1:track:1:2",
      })
  void unreadableTracesAreCounted(String trace) throws Exception {
    assertThat(client.upsertUsers(trace, user("u", "a")).statusCode()).isEqualTo(200);

    assertThat(sandbox.statistics().traceErrors()).isEqualTo(1);
    assertThat(sandbox.statistics().usersAccepted()).isEqualTo(1);
  }

  @Test
  void aHeaderMayBeMegabytesLong() throws Exception {
    StringBuilder trace = new StringBuilder(OWNER);
    for (int i = 1; i <= 40_000; i++) {
      trace.append(i == 1 ? "" : ",").append("m".repeat(90)).append(i).append(":track:").append(i);
      trace.append(i == 1 ? ":1" : ":0");
    }

    assertThat(client.upsertUsers(trace.toString(), user("u", "a")).statusCode()).isEqualTo(200);

    expect(40_000, 0, 0, 0);
  }
}
