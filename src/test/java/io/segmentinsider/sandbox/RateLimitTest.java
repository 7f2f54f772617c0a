package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.sandbox.SandboxSettings.RateWindow;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many calls pass in a minute. */
class RateLimitTest {

  private final AtomicLong clock = new AtomicLong(5);

  private int passedOf(RateLimit limit, int calls) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += limit.take() == 0 ? 1 : 0;
    }
    return passed;
  }

  private void advance(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void aSlidingMinuteLetsABurstPass() {
    RateLimit limit = new RateLimit(RateWindow.SLIDING, 100, clock::get);
    assertThat(passedOf(limit, 60)).isEqualTo(60);
    advance(Duration.ofSeconds(30));
    assertThat(passedOf(limit, 60)).isEqualTo(40);
    assertThat(limit.take()).isEqualTo(Duration.ofSeconds(30).toNanos());
    advance(Duration.ofSeconds(30));
    assertThat(passedOf(limit, 100)).isEqualTo(60);
    advance(Duration.ofSeconds(30));
    assertThat(passedOf(limit, 100)).isEqualTo(40);
  }

  @Test
  void aSpreadMinuteLetsASecondsShareBurst() {
    RateLimit limit = new RateLimit(RateWindow.SPREAD, 600, clock::get);
    assertThat(passedOf(limit, 100)).isEqualTo(1);
    assertThat(limit.take()).isEqualTo(Duration.ofMillis(100).toNanos());
    advance(Duration.ofMillis(100));
    assertThat(passedOf(limit, 100)).isEqualTo(1);
    advance(Duration.ofMinutes(1));
    assertThat(passedOf(limit, 100)).isEqualTo(11);
  }

  @Test
  void aSpreadMinuteLetsAMinutesCallsPass() {
    RateLimit limit = new RateLimit(RateWindow.SPREAD, 600, clock::get);
    int passed = 0;
    for (int tick = 0; tick < 6_000; tick++) {
      passed += passedOf(limit, 3);
      advance(Duration.ofMillis(10));
    }
    assertThat(passed).isEqualTo(600);
  }

  @Test
  void theAnswerSaysHowLongToWaitUnlessItIsSilent() throws Exception {
    for (boolean announced : new boolean[] {true, false}) {
      SandboxSettings settings =
          SandboxSettings.defaults().withRate(2, RateWindow.SLIDING, announced);
      try (Sandbox sandbox = Sandbox.start(settings, clock::get)) {
        TestClient client = new TestClient(sandbox.uri());
        String user = "{\"insider_id\":\"i\",\"attributes\":{\"name\":\"A\"}}";
        assertThat(client.upsertUsers(null, user).statusCode()).isEqualTo(200);
        assertThat(client.upsertUsers(null, user).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = client.upsertUsers(null, user);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after").isPresent()).isEqualTo(announced);
        assertThat(
                client.call("POST", "/api/user/v1/delete", "{\"insider_id\":\"i\"}").statusCode())
            .isEqualTo(200);
      }
    }
  }
}
