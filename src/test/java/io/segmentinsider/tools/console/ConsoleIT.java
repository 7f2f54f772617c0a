package io.segmentinsider.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.outcome.DeadLetterJson;
import io.segmentinsider.outcome.ReceiptJson;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.tools.console.http.Listening;
import io.segmentinsider.tools.console.http.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The interface of the console before a real broker. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENTS = "segment-events";
  private static final int COUNT = 30;

  private EmbeddedKafka kafka;
  private JobSettings settings;
  private Console console;

  /** One event of a stream. */
  private record Event(String name, JsonNode data) {}

  @BeforeAll
  void start() throws Exception {
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
    settings = TestJob.settings(kafka.bootstrapServers());
    kafka.createTopic(EVENTS, 2);
    kafka.createTopic(settings.outcome().receiptsTopic(), 1);
    kafka.createTopic(settings.outcome().deadLettersTopic(), 1);
    publish();
    console = Console.start(new ConsoleSettings(settings, null, null, true), Loopback.LISTENING);
  }

  @AfterAll
  void stop() throws IOException {
    console.close();
    kafka.close();
  }

  private void publish() throws Exception {
    Map<String, Object> properties =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < COUNT; i++) {
        producer.send(new ProducerRecord<>(EVENTS, 0, null, event(i))).get();
      }
      SourcePosition first = new SourcePosition(EVENTS, 0, 0);
      SourcePosition second = new SourcePosition(EVENTS, 0, 1);
      byte[] receipt =
          new ReceiptJson()
              .serialize(
                  Receipt.withoutRequest(first, "message-0", "Identify", Receipt.Status.UNCHANGED));
      producer.send(new ProducerRecord<>(settings.outcome().receiptsTopic(), receipt)).get();
      byte[] letter =
          new DeadLetterJson(1_000_000)
              .serialize(
                  new DeadLetter(
                      Reason.REJECTED,
                      DeadLetter.Scope.UPDATE,
                      "attributes.plan",
                      second,
                      "message-1",
                      "Identify",
                      null,
                      "{\"identifiers\":{\"uuid\":\"user-1\"},\"attributes\":{\"age\":3}}"
                          .getBytes(StandardCharsets.UTF_8)));
      producer.send(new ProducerRecord<>(settings.outcome().deadLettersTopic(), letter)).get();
    }
  }

  private static byte[] event(int number) {
    return ("{\"type\":\"identify\",\"messageId\":\"message-"
            + number
            + "\",\"userId\":\"user-"
            + number
            + "\",\"traits\":{\"plan\":\"pro\",\"age\":\"unknown\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static HttpRequest request(URI console, String path, Map<String, Object> body)
      throws IOException {
    return HttpRequest.newBuilder(console.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
        .build();
  }

  private JsonNode ask(String path, Map<String, Object> body) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(request(console.address(), path, body), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private List<Event> stream(String path, Map<String, Object> body) throws Exception {
    String answer =
        HttpClient.newHttpClient()
            .send(request(console.address(), path, body), HttpResponse.BodyHandlers.ofString())
            .body();
    List<Event> events = new ArrayList<>();
    for (String part : answer.split("\n\n", -1)) {
      if (part.startsWith("event: ")) {
        String[] lines = part.split("\n", 2);
        events.add(
            new Event(
                lines[0].substring("event: ".length()),
                JSON.readTree(lines[1].substring("data: ".length()))));
      }
    }
    assertThat(events.get(events.size() - 1).name()).as(answer).isEqualTo("end");
    return events;
  }

  private JsonNode one(String path, String name, Map<String, Object> body) throws Exception {
    return stream(path, body).stream()
        .filter(event -> event.name().equals(name))
        .findFirst()
        .orElseThrow()
        .data();
  }

  @Test
  void anotherMappingIsComparedOverTheEventsOfTheTopic() throws Exception {
    String deployed = MappingText.preset("default").json();
    String edited =
        deployed.replaceFirst(
            "\"full_name\": \\{\"@path\": \"\\$.traits.name\"",
            "\"tier\": {\"@path\": \"\\$.traits.plan\"}, $0");
    assertThat(edited).isNotEqualTo(deployed);
    JsonNode same = one("/api/difference", "difference", Map.of("mapping", deployed));
    assertThat(same.path("changed").asLong()).isZero();
    JsonNode difference = one("/api/difference", "difference", Map.of("mapping", edited));
    assertThat(difference.path("changed").asLong()).isGreaterThanOrEqualTo(COUNT);
    assertThat(difference.path("changes").toString())
        .contains("updates.user.attributes.custom.tier");
    JsonNode fault = one("/api/difference", "difference", Map.of("mapping", "[]"));
    assertThat(fault.path("fault").path("message").asText()).contains("no mapping");
  }

  @Test
  void aMessageIsTraced() throws Exception {
    JsonNode trace = one("/api/trace", "event", Map.of("messageId", "message-0"));
    assertThat(trace.path("outcomes").path(0).path("status").asText()).isEqualTo("unchanged");
    assertThat(trace.path("updates").path(0).path("action").asText()).isEqualTo("Identify");
    JsonNode none = one("/api/trace", "trace", Map.of("messageId", "of nobody"));
    assertThat(none.path("events").asInt()).isZero();
    JsonNode byPerson = one("/api/trace", "event", Map.of("person", "USER-1"));
    assertThat(byPerson.path("outcomes").path(0).path("reason").asText()).isEqualTo("rejected");
    JsonNode elsewhere = one("/api/trace", "trace", Map.of("person", "user-1", "partition", 1));
    assertThat(elsewhere.path("events").asInt()).isZero();
    JsonNode byPlace = one("/api/trace", "event", Map.of("partition", 0, "offset", 1));
    assertThat(byPlace.path("messageId").asText()).isEqualTo("message-1");
  }

  @Test
  void topicsOfOthersAreNotShown() throws Exception {
    String answer =
        HttpClient.newHttpClient()
            .send(
                request(
                    console.address(),
                    "/api/trace",
                    Map.of("topic", "__consumer_offsets", "partition", 0, "offset", 0)),
                HttpResponse.BodyHandlers.ofString())
            .body();
    assertThat(answer).contains("event: failed", "the job reads no events from that topic");
  }

  @Test
  void qualityIsCounted() throws Exception {
    JsonNode quality = one("/api/quality", "quality", Map.of("events", 1_000));
    assertThat(quality.path("events").path(0).path("event").asText()).isEqualTo("identify");
    assertThat(quality.path("fields").toString()).contains("attributes.age");
  }

  @Test
  void deadLettersAreThoseOfTheTimeThatIsAskedFor() throws Exception {
    Instant now = Instant.now();
    String before = now.minus(Duration.ofHours(1)).toString();
    String after = now.plus(Duration.ofHours(1)).toString();

    assertThat(groups(Map.of("from", before, "to", after))).isEqualTo(1);
    assertThat(groups(Map.of("from", after))).isZero();
    assertThat(groups(Map.of("to", before))).isZero();
    assertThat(
            ask("/api/replay/plan", Map.of("reason", "rejected", "from", after))
                .path("selected")
                .asLong())
        .isZero();
  }

  private int groups(Map<String, Object> range) throws Exception {
    return one("/api/dead-letters", "dead-letters", range).path("groups").size();
  }

  @Test
  void aDeadLetterIsPlannedSentOnceAndMarked() throws Exception {
    JsonNode before = one("/api/dead-letters", "dead-letters", Map.of()).path("groups").path(0);
    assertThat(before.path("reason").asText()).isEqualTo("rejected");
    assertThat(before.path("replayed").asLong()).isZero();
    JsonNode plan = ask("/api/replay/plan", Map.of("reason", "rejected", "action", "Identify"));
    assertThat(plan.path("sends").asLong()).isEqualTo(1);
    assertThat(plan.path("examples").toString()).contains("user-1");
    assertThat(
            ask("/api/replay/plan", Map.of("reason", "rejected", "action", "Order Completed"))
                .path("selected")
                .asLong())
        .isZero();
    Map<String, Object> carryOut = Map.of("plan", plan.path("plan").asText());
    assertThat(ask("/api/replay", carryOut).path("sent").asLong()).isEqualTo(1);
    HttpResponse<String> twice =
        HttpClient.newHttpClient()
            .send(
                request(console.address(), "/api/replay", carryOut),
                HttpResponse.BodyHandlers.ofString());
    assertThat(twice.statusCode()).isEqualTo(409);
    JsonNode after = one("/api/dead-letters", "dead-letters", Map.of()).path("groups").path(0);
    assertThat(after.path("replayed").asLong()).isEqualTo(1);
  }

  @Test
  void elsewhereItSpeaksTls(@TempDir Path folder) throws Exception {
    Path keystore = folder.resolve("console.p12");
    Path password = Files.writeString(folder.resolve("password"), "of-the-store\n");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "console",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                "of-the-store")
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    Listening listening =
        new Listening(
            "127.0.0.1",
            0,
            List.of(),
            "a-token-of-32-characters-0123456",
            ConsoleCredentials.tls(keystore, password));
    KeyStore trusted = KeyStore.getInstance(keystore.toFile(), "of-the-store".toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (Console secured =
        Console.start(new ConsoleSettings(settings, null, null, false), listening)) {
      assertThat(secured.address().getScheme()).isEqualTo("https");
      HttpClient client = HttpClient.newBuilder().sslContext(context).build();
      HttpRequest.Builder about = HttpRequest.newBuilder(secured.address().resolve("/api/about"));
      assertThat(client.send(about.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
      about.header("Authorization", "Bearer a-token-of-32-characters-0123456");
      assertThat(client.send(about.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }
}
