package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every savepoint that a release has written is restored by the code of today: updates under way,
 * links, profiles and remembered messages. To add those of a release, run this with {@code
 * -Dsavepoints.write=0.3.0} and commit the new folder.
 */
class SavepointsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("src/test/resources/savepoints");

  /** Positions that had ended before the savepoint, one a line. */
  private static final String OUTCOMES = "outcomes.txt";

  static List<Path> savepoints() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("savepoints")
  void goesOnWhereItWasOnAnotherParallelism(Path savepoint) throws Exception {
    String backend = savepoint.endsWith("rocksdb") ? "rocksdb" : "hashmap";
    restore(backend, 2, savepoint);
    if (savepoint.endsWith("canonical")) {
      restore("rocksdb", 2, savepoint);
    }
  }

  private static void restore(String backend, int parallelism, Path savepoint) throws Exception {
    SavepointJob.Run run;
    try (SavepointJob job = new SavepointJob(parallelism)) {
      run = job.goOn(backend, parallelism, savepoint.toAbsolutePath());
    }
    List<String> ended = new ArrayList<>(Files.readAllLines(savepoint.resolve(OUTCOMES)));
    ended.addAll(run.outcomes());
    List<String> all =
        Stream.iterate(0L, number -> number + 1)
            .limit(SavepointJob.EVENTS)
            .map(RecordSource::position)
            .map(position -> position.partition() + "@" + position.offset())
            .toList();
    assertThat(new TreeSet<>(ended)).as("each event has ended").isEqualTo(new TreeSet<>(all));
    assertThat(ended).as("and none twice").hasSize(all.size());
    assertThat(productsWithoutUser(run))
        .as("views of devices whose login was not known when they came")
        .containsExactly("p1");
    assertThat(String.join("\n", run.bodies())).contains("\"p25\"", "\"p57\"", "\"user-4\"");
  }

  private static Set<String> productsWithoutUser(SavepointJob.Run run) throws IOException {
    Set<String> products = new TreeSet<>();
    for (String body : run.bodies()) {
      for (JsonNode user : JSON.readTree(body).path("users")) {
        if (!user.path("identifiers").has("uuid")) {
          user.path("events").findValues("product_id").forEach(id -> products.add(id.asText()));
        }
      }
    }
    return products;
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "savepoints.write", matches = ".+")
  @CsvSource({"heap,hashmap,NATIVE", "canonical,hashmap,CANONICAL", "rocksdb,rocksdb,NATIVE"})
  void writes(String name, String backend, SavepointFormatType format, @TempDir Path temporary)
      throws Exception {
    SavepointJob.Run run;
    try (SavepointJob job = new SavepointJob(1)) {
      run = job.write(backend, format, temporary);
    }
    Path target = FOLDER.resolve(System.getProperty("savepoints.write")).resolve(name);
    Files.createDirectories(target);
    try (Stream<Path> written = Files.walk(temporary)) {
      for (Path file : written.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    Files.write(target.resolve(OUTCOMES), run.outcomes());
  }
}
