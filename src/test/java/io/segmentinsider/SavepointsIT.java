package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
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
 * links, profiles and remembered messages; and with everything switched on, also deletions,
 * suppressions, changed ids, and what Kafka's source and sinks keep. To add those of a release, run
 * this with {@code -Dsavepoints.write=0.3.0} and commit the new folder.
 */
class SavepointsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("src/test/resources/savepoints");

  /** Positions that had ended before the savepoint, one a line. */
  private static final String OUTCOMES = "outcomes.txt";

  /** How the names of those begin that have everything switched on. */
  private static final String EVERYTHING = "everything-";

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
  void goesOnWhereItWasOnAnotherParallelism(Path savepoint, @TempDir Path folder) throws Exception {
    String name = savepoint.getFileName().toString();
    for (String backend : backends(name)) {
      if (name.startsWith(EVERYTHING)) {
        restoreEverything(backend, 2, savepoint, Files.createDirectory(folder.resolve(backend)));
      } else {
        restore(backend, 2, savepoint);
      }
    }
  }

  private static List<String> backends(String name) {
    if (name.endsWith("canonical")) {
      return List.of("hashmap", "rocksdb");
    }
    return List.of(name.endsWith("rocksdb") ? "rocksdb" : "hashmap");
  }

  private static void restore(String backend, int parallelism, Path savepoint) throws Exception {
    SavepointJob.Run run;
    try (SavepointJob job = new SavepointJob(parallelism)) {
      run = job.goOn(backend, parallelism, savepoint.toAbsolutePath());
    }
    List<String> all =
        Stream.iterate(0L, number -> number + 1)
            .limit(SavepointJob.EVENTS)
            .map(RecordSource::position)
            .map(position -> position.partition() + "@" + position.offset())
            .toList();
    assertEachHasEndedOnce(all, endedIn(savepoint), run.outcomes());
    assertThat(productsWithoutUser(run))
        .as("views of devices whose login was not known when they came")
        .containsExactly("p1");
    assertThat(String.join("\n", run.bodies())).contains("\"p25\"", "\"p57\"", "\"user-4\"");
  }

  private static void restoreEverything(
      String backend, int parallelism, Path savepoint, Path folder) throws Exception {
    try (EverythingJob job = new EverythingJob(folder)) {
      List<String> before = endedIn(savepoint);
      List<String> after = job.goOn(backend, parallelism, savepoint.toAbsolutePath(), before);
      assertEachHasEndedOnce(EverythingJob.positions(), before, after);
      assertThat(job.suppressed())
          .as("messages of a user who was suppressed")
          .containsExactly("14");
      assertThat(job.profiles())
          .as("a changed id, a changed address and a cleared trait, a deletion")
          .satisfiesOnlyOnce(
              changed ->
                  assertThat(changed)
                      .contains("\"uuid\":[\"user-2b\"]", "\"crm_id\":[\"c-2\"]", "Paris"))
          .satisfiesOnlyOnce(
              stitched ->
                  assertThat(stitched)
                      .contains("\"email\":[\"b@shop.com\"]", "\"l-1\"", "\"p5\"", "\"p13\"")
                      .doesNotContain("a@shop.com", "\"age\""))
          .satisfiesOnlyOnce(
              back ->
                  assertThat(back)
                      .contains("\"uuid\":[\"user-3\"]", "Milan")
                      .doesNotContain("c@shop.com", "Rome"))
          .satisfiesOnlyOnce(
              kept -> assertThat(kept).contains("\"uuid\":[\"user-4\"]", "\"events\":[]"))
          .hasSize(4);
    }
  }

  private static List<String> endedIn(Path savepoint) throws IOException {
    return Files.readAllLines(savepoint.resolve(OUTCOMES));
  }

  private static void assertEachHasEndedOnce(
      List<String> all, Collection<String> before, Collection<String> after) {
    List<String> ended = new ArrayList<>(before);
    ended.addAll(after);
    assertThat(new TreeSet<>(ended)).as("each event has ended").isEqualTo(new TreeSet<>(all));
    assertThat(ended).as("and none twice").hasSize(all.size());
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
  void writesASavepointToKeep(
      String name, String backend, SavepointFormatType format, @TempDir Path temporary)
      throws Exception {
    Path written = Files.createDirectory(temporary.resolve("written"));
    try (SavepointJob job = new SavepointJob(1)) {
      keep(written, name, job.write(backend, format, written).outcomes());
    }
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "savepoints.write", matches = ".+")
  @CsvSource({"canonical,hashmap,CANONICAL", "rocksdb,rocksdb,NATIVE"})
  void writesEverything(
      String name, String backend, SavepointFormatType format, @TempDir Path temporary)
      throws Exception {
    Path written = Files.createDirectory(temporary.resolve("written"));
    try (EverythingJob job = new EverythingJob(temporary)) {
      keep(written, EVERYTHING + name, job.write(backend, format, written));
    }
  }

  private static void keep(Path written, String name, Collection<String> outcomes)
      throws IOException {
    Path target = FOLDER.resolve(System.getProperty("savepoints.write")).resolve(name);
    Files.createDirectories(target);
    try (Stream<Path> files = Files.walk(written)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.write(target.resolve(OUTCOMES), outcomes);
  }
}
