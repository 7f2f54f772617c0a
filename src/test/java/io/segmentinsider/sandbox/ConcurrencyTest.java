package io.segmentinsider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many connections at once. */
class ConcurrencyTest {

  private static final int REQUESTS = 200;
  private static final int USERS = 20;

  @TempDir Path folder;

  /** Every person comes in every tenth request, under a uuid, a device, or both. */
  private static String[] users(int request) {
    String[] users = new String[USERS];
    for (int i = 0; i < USERS; i++) {
      int person = request % 10 * USERS + i;
      String identifiers =
          switch (request / 10 % 3) {
            case 0 -> "\"uuid\":\"u%d\"".formatted(person);
            case 1 -> "\"custom\":{\"device\":\"d%d\"}".formatted(person);
            default -> "\"uuid\":\"u%1$d\",\"custom\":{\"device\":\"d%1$d\"}".formatted(person);
          };
      users[i] =
          ("{\"identifiers\":{%s},\"events\":[{\"event_name\":\"e\","
                  + "\"timestamp\":\"2024-05-15T00:00:%02dZ\"}]}")
              .formatted(identifiers, request / 10);
    }
    return users;
  }

  @Test
  void theEndStateDoesNotDependOnTheOrder() throws Exception {
    List<String> dumps = new ArrayList<>();
    for (boolean delayed : new boolean[] {false, true}) {
      try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults())) {
        if (delayed) {
          sandbox
              .faults()
              .order(
                  Fault.always(new Fault.Latency(Duration.ZERO, Duration.ofMillis(50)))
                      .withShare(0.5));
        }
        TestClient client = new TestClient(sandbox.uri());
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int request = 0; request < REQUESTS; request++) {
          String body = "{\"users\":[" + String.join(",", users(request)) + "]}";
          answers.add(
              client
                  .http()
                  .sendAsync(
                      client.request("POST", TestClient.UPSERT, body).build(),
                      HttpResponse.BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
          assertThat(answer.join().statusCode()).isEqualTo(200);
        }
        SandboxStatistics statistics = sandbox.statistics();
        assertThat(statistics.requests()).isEqualTo(REQUESTS);
        assertThat(statistics.usersAccepted()).isEqualTo(REQUESTS * USERS);
        assertThat(statistics.eventsAccepted()).isEqualTo(REQUESTS * USERS);
        assertThat(statistics.eventsStored()).isEqualTo(REQUESTS * USERS);
        assertThat(statistics.profiles()).isEqualTo(10 * USERS);
        assertThat(statistics.uuidMerges()).isZero();
        Path file = folder.resolve("profiles.ndjson");
        sandbox.writeProfiles(file);
        dumps.add(Files.readString(file));
      }
    }
    assertThat(dumps.get(0)).isEqualTo(dumps.get(1));
  }
}
