package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code job/compare} prints, and what it takes as Segment's side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareCommandIT {

  private static final String ANN =
      "{\"identifiers\":{\"uuid\":\"ann\"},\"attributes\":{\"city\":\"Rome\"}}";
  private static final String BOB =
      "{\"identifiers\":{\"uuid\":\"bob\"},\"attributes\":{\"city\":\"Bonn\"}}";
  private static final String BOB_ELSEWHERE = BOB.replace("Bonn", "Oslo");

  @TempDir private Path directory;

  private EmbeddedKafka kafka;

  /** Two events that the job has read, and what it wrote of them. */
  @BeforeAll
  void start() throws Exception {
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
    kafka.createMissingTopics(Map.of("events", 1, "calls", 1));
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String user : List.of("ann", "bob")) {
        producer
            .send(
                new ProducerRecord<>(
                    "events",
                    "{\"type\":\"identify\",\"userId\":\""
                        + user
                        + "\",\"messageId\":\"m-"
                        + user
                        + "\",\"timestamp\":\"2026-05-01T00:00:00Z\",\"traits\":{\"age\":\"30\"}}"))
            .get();
      }
      for (String user : List.of(ANN, BOB)) {
        ProducerRecord<String, String> call =
            new ProducerRecord<>("calls", "{\"users\":[" + user + "]}");
        call.headers().add("call", "POST /api/user/v1/upsert".getBytes(StandardCharsets.UTF_8));
        producer.send(call).get();
      }
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              "shadow", Map.of(new TopicPartition("events", 0), new OffsetAndMetadata(2)))
          .all()
          .get();
    }
  }

  @AfterAll
  void stop() throws IOException {
    kafka.close();
  }

  private record Run(int exitCode, String out, String err) {}

  private Run compare(byte[] input, String... words) {
    List<String> all = new ArrayList<>(List.of("compare", "--config", "conf/job.yaml"));
    for (String option :
        List.of(
            "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
            "source.topics=events",
            "source.group-id=shadow",
            "delivery.mode=shadow",
            "delivery.shadow-topic=calls",
            "delivery.partner-name=shop")) {
      all.addAll(List.of("-D", option));
    }
    all.addAll(List.of(words));
    CommandLine commandLine = Main.commandLine();
    commandLine.getCommandSpec().removeSubcommand("compare");
    commandLine.addSubcommand("compare", new CompareCommand(new ByteArrayInputStream(input)));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    int exitCode = commandLine.execute(all.toArray(String[]::new));
    return new Run(exitCode, out.toString(), err.toString());
  }

  private Run compareWith(String export, String... words) throws IOException {
    Path file = Files.writeString(directory.resolve("export.ndjson"), export);
    List<String> all = new ArrayList<>(List.of("--segment-export", file.toString()));
    all.addAll(List.of(words));
    return compare(new byte[0], all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"users\":[" + ANN + "," + BOB + "]}",
        "{\"users\":[" + ANN + "]}\n{\"users\":[" + BOB + "]}\n",
        ANN + "\n" + BOB + "\n",
        "[" + ANN + ",\n" + BOB + "]",
        "{\"user\":" + ANN + "}\n{\"user\":" + BOB + "}"
      })
  void anExportInAnyFormIsSegmentsSide(String export) throws IOException {
    Run run = compareWith(export);

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .containsExactly(
            "0 events",
            "                         the job       Segment's",
            "user objects                   2               2",
            "people                         2               2",
            "merges                         0               0",
            "orders                         0               0",
            "2 people are the same in all.",
            "People, orders and merges are the same.");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void anExportMayBeZippedAndComeFromStandardInput() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write((ANN + BOB).getBytes(StandardCharsets.UTF_8));
    }

    Run run = compare(zipped.toByteArray(), "--segment-export", "-");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("2 people are the same in all.");
  }

  @Test
  void whatDiffersIsNamedWithoutItsValues() throws IOException {
    Run run = compareWith(ANN + BOB_ELSEWHERE);

    assertThat(run.out().lines())
        .contains(
            "1 people are the same in all.",
            "         1  ATTRIBUTE_DIFFERS city",
            "            uuid text of 3; the job: text of 4; Segment's: text of 4",
            "People, orders and merges are the same.");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void valuesAndExamplesAreShownIfTheyAreAskedFor() throws IOException {
    assertThat(compareWith(ANN + BOB_ELSEWHERE, "--show-values").out().lines())
        .contains("            uuid bob; the job: Bonn; Segment's: Oslo");
    assertThat(compareWith(ANN + BOB_ELSEWHERE, "--examples", "0").out())
        .contains("ATTRIBUTE_DIFFERS city")
        .doesNotContain("uuid");
  }

  @Test
  void aPersonOnOneSideAloneIsGrave() throws IOException {
    Run run = compareWith(ANN);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .contains("         1  ! USER_ONLY_IN_SHADOW ")
        .last()
        .asString()
        .startsWith("People, orders or merges DIFFER");
  }

  @Test
  void asJsonItHasTheSame() throws IOException {
    Run run = compareWith(ANN, "--json");
    JsonNode json = new ObjectMapper().readTree(run.out());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("events", "shadow", "segment", "same", "differences");
    assertThat(json.at("/shadow/people").asInt()).isEqualTo(2);
    assertThat(json.at("/segment/people").asInt()).isEqualTo(1);
    assertThat(json.at("/differences/0/kind").asText()).isEqualTo("USER_ONLY_IN_SHADOW");
    assertThat(json.at("/differences/0/grave").asBoolean()).isTrue();
    assertThat(json.at("/differences/0/examples/0/person").asText()).isEqualTo("uuid text of 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"users":[7]}                          | line 1 is neither a request body
          {"type":"identify","userId":"ann"}     | line 1 is neither a request body
          no JSON                                | export.ndjson
          """)
  void aFileThatIsNoExportIsNamed(String export, String sentence) throws IOException {
    Run run = compareWith(export);

    assertThat(run.exitCode()).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(run.err().strip()).hasLineCount(1).contains("export.ndjson", sentence);
    assertThat(run.out()).isEmpty();
    assertThat(compareWith(ANN + "\n}\n").err()).contains("line 2 is neither a request body");
  }

  /** The events themselves, as the preset builds them. */
  @Test
  void withoutAnExportSegmentsSideIsBuiltOfTheEvents() {
    Run run = compare(new byte[0]);

    assertThat(run.out()).startsWith("2 events\n").contains("people                         2   ");
    assertThat(run.out()).doesNotContain("USER_ONLY");
    assertThat(run.exitCode()).isZero();
  }
}
