package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CI runs all tests: those that skip themselves without a program find it there. */
class WorkflowTest {

  private static final Path WORKFLOW = Path.of(".github/workflows/ci.yml");

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
}
