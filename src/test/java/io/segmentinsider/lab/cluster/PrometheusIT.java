package io.segmentinsider.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.BundledDay;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.EventPublisher;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.sandbox.Fault;
import io.segmentinsider.sandbox.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules and the dashboard against a real Prometheus that looks at a real cluster: what they
 * name exists, and every panel and every recording rule shows something.
 */
@Timeout(600)
class PrometheusIT {

  private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
  private static final Path RULES = Path.of("conf/prometheus/rules.yaml");
  private static final Path DASHBOARD = Path.of("conf/grafana/dashboard.json");
  private static final Pattern METRIC = Pattern.compile("\\bflink_\\w+|\\bsegment_insider:[\\w:]+");

  /** The first counts events that no mapping wants, of which the day has none. */
  private static final List<String> SEEN_LATER =
      List.of(
          // Of the job's operators without a trusted topic none is for these.
          "flink_taskmanager_job_task_operator_changes",
          "flink_taskmanager_job_task_operator_deletions",
          "flink_taskmanager_job_task_operator_refused{job_name=~\".*\",operator_name=\"user-aliases\"}",
          "flink_taskmanager_job_task_operator_suppressedUpdates",
          "flink_taskmanager_job_task_operator_usersSuppressed",
          "flink_taskmanager_job_task_operator_usersUnsuppressed",
          // Counts from the first new name on.
          "flink_taskmanager_job_task_operator_place_newNames",
          "flink_taskmanager_job_task_operator_event_unmatchedByName",
          // Looks back by a quarter of an hour.
          "segment_insider:dead_letters_usual:increase15m");

  private static final String EVENTS = "segment-events";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private LocalCluster cluster;
  private Process prometheus;
  private URI address;

  @AfterEach
  void stop() throws Exception {
    if (prometheus != null) {
      prometheus.destroy();
      prometheus.waitFor(20, TimeUnit.SECONDS);
    }
    if (cluster != null) {
      cluster.stop();
    }
  }

  @Test
  void everyPanelAndEveryRuleSeesTheJob() throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "Prometheus is not installed: " + PROGRAM);
    ClusterFiles files = new ClusterFiles(Path.of(""), directory.resolve("run"));
    cluster = new LocalCluster(files);
    ClusterState state =
        cluster.start(
            Map.of(EVENTS, 4, "segment-insider-receipts", 1, "segment-insider-dead-letters", 1),
            1,
            false);
    startPrometheus(files);
    // Some answers are errors, so that there is something to see.
    new SandboxClient(state.sandbox())
        .order(
            List.of(
                Fault.always(new Fault.ServerError(500, Fault.Moment.BEFORE_PROCESSING))
                    .withShare(0.2)));
    EventInput day =
        EventInput.file(BundledDay.writePeopleWithOneDevice(directory.resolve("day.ndjson")));
    EventPublisher publisher = new EventPublisher(state.bootstrapServers(), EVENTS);
    String job =
        new JobSubmission(files, state)
            .submit(List.of("execution.checkpointing.interval=2 s"), null);
    publisher.publish(day, 1, Progress.NONE);
    FlinkRest flink = new FlinkRest(state.webInterface());
    await("checkpoints", () -> flink.completedCheckpoints(job) > 2);

    Map<String, String> empty = new TreeMap<>();
    await(
        "data in every panel and every recording rule",
        () -> {
          publisher.publish(day, 1, Progress.NONE);
          empty.clear();
          for (Map.Entry<String, String> expression : expressions().entrySet()) {
            if (SEEN_LATER.stream().noneMatch(expression.getValue()::contains)
                && query(expression.getValue()).isEmpty()) {
              empty.put(expression.getKey(), expression.getValue());
            }
          }
          return empty.isEmpty();
        },
        empty);

    Set<String> known = new TreeSet<>();
    get("/api/v1/label/__name__/values").path("data").forEach(name -> known.add(name.asText()));
    Set<String> named = namedIn(Files.readString(RULES));
    named.addAll(namedIn(Files.readString(DASHBOARD)));
    named.removeAll(SEEN_LATER);
    assertThat(known).containsAll(named);
    for (JsonNode group : get("/api/v1/rules").path("data").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(rule.path("health").asText()).as(rule.path("name").asText()).isEqualTo("ok");
      }
    }
  }

  private static Set<String> namedIn(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = METRIC.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  /** By place: the expressions of the panels, and the names of the recording rules. */
  private static Map<String, String> expressions() throws IOException {
    Map<String, String> expressions = new TreeMap<>();
    for (JsonNode panel : JSON.readTree(DASHBOARD.toFile()).path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        expressions.put(
            panel.path("title").asText() + " " + target.path("refId").asText(),
            target.path("expr").asText().replace("$job", ".*").replace("$__rate_interval", "1m"));
      }
    }
    namedIn(Files.readString(RULES)).stream()
        .filter(name -> name.startsWith("segment_insider:"))
        .forEach(name -> expressions.put(name, name));
    return expressions;
  }

  private void startPrometheus(ClusterFiles files) throws IOException, InterruptedException {
    int port = FreePorts.find(1)[0];
    address = URI.create("http://127.0.0.1:" + port);
    Path configuration =
        Files.writeString(
            directory.resolve("prometheus.yaml"),
            """
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files:
              - %s
            scrape_configs:
              - job_name: flink
                file_sd_configs:
                  - files: [%s]
                    refresh_interval: 1s
            """
                .formatted(RULES.toAbsolutePath(), files.metricsTargets()));
    prometheus =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("tsdb"),
                "--web.listen-address=" + address.getAuthority())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
  }

  private List<JsonNode> query(String expression) throws IOException, InterruptedException {
    JsonNode answer =
        get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    assertThat(answer.path("status").asText()).as(expression).isEqualTo("success");
    List<JsonNode> results = new ArrayList<>();
    answer.path("data").path("result").forEach(results::add);
    return results;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return JSON.readTree(answer.body());
  }

  private static void await(String what, Condition condition) throws Exception {
    await(what, condition, "");
  }

  /** Looks once a second. */
  private static void await(String what, Condition condition, Object details) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.isMet()) {
      assertThat(System.nanoTime()).as("%s: %s", what, details).isLessThan(deadline);
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** Something that becomes true. */
  @FunctionalInterface
  private interface Condition {
    boolean isMet() throws Exception;
  }
}
