package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.DemoSettings;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.demo.JobProgress;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.InputSelection;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.EndState;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job in the shadow calls nobody, and writes exactly what would have been sent. */
@Timeout(180)
class ShadowIT {

  private static final int EVENTS = 600;
  private static final String TOPIC = "shadow-calls";

  @TempDir private Path folder;

  @Test
  void theCallsOfTheShadowMakeTheEndStateOfALiveRunAlsoAfterACrash() throws Exception {
    Path part = folder.resolve("part.ndjson");
    InputSelection.peopleWithOneDevice(EventInput.bundledDay(), EVENTS, part);
    EventInput input = EventInput.file(part);
    Path live = Files.createDirectories(folder.resolve("live"));
    try (Demo demo = Demo.start(settings(input, Disturbance.NONE), () -> {})) {
      Published published = demo.publish(Progress.NONE);
      demo.report(published, demo.run(published, JobProgress.NONE), live);
    }

    Path shadow = Files.createDirectories(folder.resolve("shadow"));
    List<ConsumerRecord<String, byte[]>> calls;
    try (Demo demo =
        Demo.start(
            settings(
                input,
                // Keeps the input open; the crash is this test's, as no request tells when to.
                Disturbance.NONE.withCrashes(1),
                "delivery.mode=shadow",
                "delivery.shadow-topic=" + TOPIC),
            () -> {})) {
      Published published = demo.publish(Progress.NONE);
      AtomicBoolean killed = new AtomicBoolean();
      Effort effort =
          demo.run(
              published,
              (events, sandbox) -> {
                if (demo.completedCheckpoints() > 0 && killed.compareAndSet(false, true)) {
                  demo.replaceTaskManager();
                }
              });
      Report report = demo.report(published, effort, shadow);
      assertThat(demo.restores()).isPositive();
      assertThat(report.requests()).isZero();
      assertThat(report.delivered()).isZero();
      assertThat(report.accounted()).isTrue();
      calls = read(demo.bootstrapServers());
    }

    assertThat(calls).hasSize((int) shadowed(shadow));
    makeInOrder(calls, shadow);
    assertThat(EndState.read(shadow).differencesFrom(EndState.read(live))).isEmpty();
  }

  private static DemoSettings settings(EventInput input, Disturbance disturbance, String... more) {
    List<String> options = new ArrayList<>(List.of("execution.checkpointing.interval=300 ms"));
    options.addAll(List.of(more));
    return new DemoSettings(
        Path.of("conf/job.yaml"), options, input, 1, 4, 2, false, disturbance, false);
  }

  private static long shadowed(Path directory) throws IOException {
    long shadowed = 0;
    for (JsonNode receipt : BundledDay.read(directory.resolve("receipts.ndjson"))) {
      if (receipt.path("reason").asText().equals("shadow")) {
        assertThat(receipt.path("status").asText()).isEqualTo("suppressed");
        shadowed++;
      }
    }
    return shadowed;
  }

  private static List<ConsumerRecord<String, byte[]>> read(String bootstrapServers) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** The other sandbox sees nothing but these calls. */
  private static void makeInOrder(List<ConsumerRecord<String, byte[]>> calls, Path directory)
      throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    Map<String, Integer> partitions = new HashMap<>();
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults())) {
      for (ConsumerRecord<String, byte[]> call : calls) {
        assertThat(partitions.merge(call.key(), call.partition(), (first, next) -> first))
            .as("one partition for one owner")
            .isEqualTo(call.partition());
        String header =
            new String(call.headers().lastHeader("call").value(), StandardCharsets.UTF_8);
        int blank = header.indexOf(' ');
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(sandbox.uri() + header.substring(blank + 1)))
                .header("Content-Type", "application/json")
                .header("X-PARTNER-NAME", "demo")
                .header("X-REQUEST-TOKEN", "token")
                .method(
                    header.substring(0, blank),
                    HttpRequest.BodyPublishers.ofByteArray(call.value()))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
      new SandboxClient(sandbox.uri()).writeProfiles(directory.resolve("profiles.ndjson"));
    }
  }
}
