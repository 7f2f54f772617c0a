package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.DemoSettings;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.sandbox.Fault;
import io.segmentinsider.sandbox.FaultScenario;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.sandbox.SandboxStatistics;
import io.segmentinsider.sandbox.UserMatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Neither personal data nor the API key gets into a log, an exception, the name of a metric, or an
 * answer of Flink's REST interface: with everything logged that there is, while Insider fails,
 * refuses users and events and rejects the key, and a TaskManager dies.
 */
@Timeout(180)
class SecretsIT {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final int PEOPLE = 24;

  @TempDir private Path folder;

  @Test
  void nothingOfPeopleAndNoKeyGetsOut() throws Exception {
    Marks marks = new Marks();
    Path input = Files.write(folder.resolve("events.ndjson"), lines());
    Path token = Files.writeString(folder.resolve("token"), Marks.TOKEN + "-first");
    Map<String, String> answers = new TreeMap<>();
    Report report;
    try (MarkedLog log = MarkedLog.listen(marks)) {
      try (Demo demo = Demo.start(settings(input, token), () -> {})) {
        Watcher watcher = new Watcher(demo, token, answers);
        Published published = demo.publish(Progress.NONE);
        Effort effort = demo.run(published, (events, sandbox) -> watcher.look(sandbox));
        report = demo.report(published, effort, folder);
        watcher.lookOnceMore();
        assertThat(demo.restores()).as("restores").isPositive();
      }
      assertThat(log.found()).as("marks in the log").isEmpty();
      LoggerFactory.getLogger(SecretsIT.class).trace("the search finds {}", userId(0));
      assertThat(log.found()).as("what this test logs itself").hasSize(1);
      for (String prefix :
          List.of("org.apache.flink.streaming", "org.apache.kafka.clients", "io.netty")) {
        assertThat(log.lines(prefix)).as("lines of " + prefix).isPositive();
      }
    }

    assertThat(
            answers.entrySet().stream()
                .filter(answer -> marks.indexIn(answer.getKey() + answer.getValue()) >= 0)
                .toList())
        .as("marks in answers of the REST interface")
        .isEmpty();
    String paths = String.join("\n", answers.keySet());
    assertThat(paths).contains("unsettledUpdates", "repair", "linksLearned", "/exceptions");
    assertThat(String.join("\n", answers.values())).contains("exceptionName", "exponential");
    assertThat(report.accounted()).isTrue();
    assertThat(report.rejected()).as("refused by Insider").isPositive();
    assertThat(report.deadLetters())
        .containsKeys("invalid-json", "bad-timestamp", "no-identifier", "unknown-type");
  }

  private static DemoSettings settings(Path input, Path token) {
    return new DemoSettings(
        Path.of("conf/job.yaml"),
        List.of(
            "execution.checkpointing.interval=300 ms",
            "delivery.linger=5 ms",
            "delivery.max-users=20",
            "delivery.backoff-initial=50 ms",
            "delivery.backoff-max=500 ms",
            "delivery.retry-budget=1 s",
            "kafka.ssl.truststore.password=" + Marks.TOKEN,
            "delivery.token-file=" + token),
        EventInput.file(input),
        1,
        2,
        1,
        false,
        // The key is refused from the first request on, and until this test replaces it.
        Disturbance.of(FaultScenario.EXPIRED_TOKEN, Duration.ofHours(1))
            .withCrashes(1)
            .withAnswerDelay(Duration.ofMillis(100)),
        false);
  }

  private static List<Fault> faults() {
    return List.of(
        Fault.always(new Fault.ServerError(500, Fault.Moment.AFTER_PROCESSING)).withShare(0.1),
        Fault.always(new Fault.Refused(identified(5), Fault.Level.USER)),
        Fault.always(new Fault.Refused(new UserMatch.EventShare(0.1), Fault.Level.EVENT)),
        Fault.always(new Fault.Poison(identified(3))));
  }

  private static UserMatch identified(int person) {
    return new UserMatch.WithIdentifier("uuid", userId(person));
  }

  private static String userId(int person) {
    return Marks.TEXT + "-user-" + person;
  }

  /** Everything that is personal is marked, and some of it is malformed, too long, or refused. */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      lines.add(identify(person));
      lines.add(
          track(person, "Product Viewed", "\"product_id\":\"MARK-product\",\"price\":\"MARK\""));
      lines.add(
          track(
              person,
              "Order Completed",
              "\"order_id\":\"MARK-order-"
                  + person
                  + "\",\"currency\":\"MARK\",\"total\":\"MARK-total\",\"products\":[\"MARK\",{"
                  + "\"product_id\":\"p1\",\"name\":\"MARK\",\"price\":9.5,\"quantity\":1}]"));
      lines.add(track(person, "Newsletter Opened", "\"note\":\"MARK\",\"when\":\"MARK\""));
      lines.add(
          event("page", person, "\"name\":\"MARK\",\"properties\":{\"url\":\"http://MARK/\"}"));
      lines.add(event("group", person, "\"groupId\":\"MARK\",\"traits\":{\"name\":\"MARK\"}"));
      lines.add(event("alias", person, "\"previousId\":\"MARK-old-" + person + "\""));
    }
    lines.add("{\"type\":\"track\",\"userId\":\"MARK");
    lines.add("MARK MARK@example.com");
    lines.add("[\"MARK\"]");
    lines.add("{\"type\":\"MARK\",\"userId\":\"MARK\"}");
    lines.add("{\"type\":\"track\",\"event\":\"A\",\"userId\":{\"MARK\":\"MARK\"}}");
    lines.add("{\"type\":\"track\",\"event\":\"A\",\"userId\":\"MARK\",\"timestamp\":\"MARK\"}");
    lines.replaceAll(line -> line.replace("MARK", Marks.TEXT));
    return lines;
  }

  private static String identify(int person) {
    return event(
        "identify",
        person,
        "\"traits\":{\"email\":\"MARK."
            + person
            + (person % 3 == 0 ? " at example.com" : "@example.com")
            + "\",\"phone\":\"+65 "
            + Marks.DIGITS
            + person % 10
            + (person % 4 == 0 ? "MARK" : "")
            + "\",\"firstName\":\"MARK\",\"lastName\":\"MARK\",\"birthday\":\"MARK\",\"age\":\"MARK\","
            + "\"gender\":\"MARK\",\"email_optin\":\"MARK\",\"language\":\"MARK\",\"createdAt\":\"MARK\","
            + "\"address\":{\"city\":\"MARK\",\"country\":\"MARK\"},\"secretTrait\":\"MARK\"}");
  }

  private static String track(int person, String name, String properties) {
    return event("track", person, "\"event\":\"" + name + "\",\"properties\":{" + properties + "}");
  }

  private static String event(String type, int person, String members) {
    return "{\"type\":\""
        + type
        + "\",\"messageId\":\"MARK-"
        + type
        + "-"
        + person
        + "-"
        + members.hashCode()
        + "\",\"userId\":\""
        + userId(person)
        + "\",\"anonymousId\":\"MARK-device-"
        + person
        + "\",\"timestamp\":\"2026-05-01T00:00:0"
        + person % 10
        + "Z\",\"context\":{\"ip\":\"MARK\",\"userAgent\":\"MARK\"},"
        + members
        + "}";
  }

  /** Renews the key once the TaskManager has ended, and reads the web UI meanwhile. */
  private static final class Watcher {

    /** After the first request the demo orders its own fault anew, and clears all others. */
    private static final int LOOK_THAT_ORDERS = 2;

    private final Demo demo;
    private final Path token;
    private final Map<String, String> answers;
    private final WebInterface web;
    private int looks;
    private long lookedAt;

    private Watcher(Demo demo, Path token, Map<String, String> answers) {
      this.demo = demo;
      this.token = token;
      this.answers = answers;
      this.web = new WebInterface(demo.webInterface());
    }

    private void look(SandboxStatistics seen) {
      try {
        if (seen.requests() == 0) {
          return;
        }
        looks++;
        if (looks == LOOK_THAT_ORDERS) {
          new SandboxClient(demo.sandbox()).order(faults());
        }
        if (looks > LOOK_THAT_ORDERS && demo.strikes().containsKey("expired-token")) {
          if (System.nanoTime() - lookedAt > BETWEEN_LOOKS.toNanos()) {
            lookOnceMore();
          }
          if (demo.restores() > 0) {
            Files.writeString(token, Marks.TOKEN + "-second");
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private void lookOnceMore() throws IOException, InterruptedException {
      lookedAt = System.nanoTime();
      answers.putAll(web.answers());
    }
  }
}
