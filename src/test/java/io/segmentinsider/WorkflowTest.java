package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * CI runs all tests, and each week those that other versions may break: those that skip themselves
 * without a program find it there.
 */
class WorkflowTest {

  private static final Path WORKFLOW = Path.of(".github/workflows/ci.yml");
  private static final Path COMPATIBILITY = Path.of(".github/workflows/compatibility.yml");
  private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test=(\\S+)");

  @ParameterizedTest
  @ValueSource(strings = {"chromium", "chromium-driver", "prometheus"})
  void theProgramsOfTestsAreInstalled(String debianPackage) throws IOException {
    assertThat(List.of(Files.readString(WORKFLOW).split("\\s+"))).contains(debianPackage);
  }

  @Test
  void noTestIsLeftOutByItsTag() throws IOException {
    assertThat(Files.readString(WORKFLOW)).contains("run: .ci/run");
    assertThat(Files.readString(Path.of("pom.xml"))).doesNotContain("excludedGroups");
  }

  /** Each weekly command names tests that are there, and versions with both runtimes of Java. */
  @Test
  void everyWeekSavepointsAreReadOnOtherVersions() throws IOException {
    Map<?, ?> workflow = weekly();
    Map<?, ?> savepoints = (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get("savepoints");
    Map<?, ?> matrix = (Map<?, ?>) ((Map<?, ?>) savepoints.get("strategy")).get("matrix");
    String command = commands(savepoints);

    assertThat(workflow.get("on").toString()).contains("cron=");
    assertThat(matrix.get("java")).hasToString("[17, 21]");
    assertThat((List<?>) matrix.get("flink"))
        .as("the version of the build, and later ones")
        .first()
        .isEqualTo(version("flink.version"));
    assertThat(command)
        .contains("mvn -B -ntp verify", "-Dflink.version=${{ matrix.flink }}")
        .contains("-Dtest=StateEvolutionTest");
    for (String test : TESTS.matcher(command).results().map(found -> found.group(1)).toList()) {
      for (String name : test.split(",", -1)) {
        assertThat(classes()).as(name).contains(name + ".java");
      }
    }
  }

  @Test
  void everyWeekTwoBuildsAreCompared() throws IOException {
    assertThat(commands((Map<?, ?>) ((Map<?, ?>) weekly().get("jobs")).get("reproducible")))
        .contains(".ci/reproducible");
    assertThat(Path.of(".ci/reproducible")).isExecutable();
  }

  private static Map<?, ?> weekly() throws IOException {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(COMPATIBILITY));
  }

  private static String commands(Map<?, ?> job) {
    return ((List<?>) job.get("steps"))
        .stream()
            .map(step -> String.valueOf(((Map<?, ?>) step).get("run")))
            .collect(Collectors.joining(" "));
  }

  private static String version(String property) throws IOException {
    Matcher found =
        Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static List<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
