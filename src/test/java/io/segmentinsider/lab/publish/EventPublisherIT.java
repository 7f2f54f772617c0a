package io.segmentinsider.lab.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.lab.report.SourceRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventPublisherIT {

  private static EmbeddedKafka kafka;

  @TempDir private Path directory;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void publishesEveryLineOnceAndSaysWhereItStands() throws IOException {
    kafka.createTopic("day", 4);
    List<Long> progress = new ArrayList<>();

    Published published =
        new EventPublisher(kafka.bootstrapServers(), "day")
            .publish(EventInput.bundledDay(), 1, (events, share) -> progress.add(events));

    assertThat(published.events()).isEqualTo(20_000);
    // The unpacked size of the file, less one line end a line.
    assertThat(published.bytes()).isEqualTo(28_376_960 - 20_000);
    assertThat(published.ranges()).hasSize(4).allMatch(range -> range.begin() == 0);
    assertThat(published.ranges().stream().mapToLong(SourceRange::size).sum()).isEqualTo(20_000);
    assertThat(read("day", published.ranges())).hasSize(20_000);
    assertThat(progress).isSorted().endsWith(20_000L);
  }

  @Test
  void theSameInputLandsAtTheSamePositions() throws IOException {
    Path input = directory.resolve("mixed.ndjson");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      lines.append(i % 3 == 0 ? "no event " + i : "{\"anonymousId\":\"a" + i + "\"}").append('\n');
    }
    Files.writeString(input, lines);
    List<List<String>> readings = new ArrayList<>();
    for (String topic : List.of("first", "second")) {
      kafka.createTopic(topic, 3);
      Published published =
          new EventPublisher(kafka.bootstrapServers(), topic)
              .publish(EventInput.file(input), 2, Progress.NONE);
      readings.add(
          read(topic, published.ranges()).stream()
              .map(
                  record ->
                      record.partition()
                          + "@"
                          + record.offset()
                          + " "
                          + new String(record.value(), StandardCharsets.UTF_8))
              .sorted()
              .toList());
    }

    assertThat(readings.get(0)).hasSize(1000).isEqualTo(readings.get(1));
  }

  @Test
  void whatOneDeviceSendsStaysInOrderInOnePartition() throws IOException {
    kafka.createTopic("order", 4);
    Path input = directory.resolve("order.ndjson");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      lines.append("{\"anonymousId\":\"device\",\"n\":" + i + "}\n");
    }
    Files.writeString(input, lines);

    Published published =
        new EventPublisher(kafka.bootstrapServers(), "order")
            .publish(EventInput.file(input), 1, Progress.NONE);

    assertThat(published.ranges()).singleElement().extracting(SourceRange::size).isEqualTo(200L);
    assertThat(read("order", published.ranges()))
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .isEqualTo(lines.toString().lines().toList());
  }

  @Test
  void aMissingFileIsSaidSo() {
    kafka.createTopic("missing", 1);

    assertThatThrownBy(
            () ->
                new EventPublisher(kafka.bootstrapServers(), "missing")
                    .publish(EventInput.file(directory.resolve("none")), 1, Progress.NONE))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(String topic, List<SourceRange> ranges) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(
          ranges.stream().map(range -> new TopicPartition(topic, range.partition())).toList());
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      long expected = ranges.stream().mapToLong(SourceRange::size).sum();
      while (records.size() < expected) {
        consumer.poll(Duration.ofSeconds(10)).forEach(records::add);
      }
      return records;
    }
  }
}
