package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules as Prometheus's own tool judges them, with their unit tests. */
class PrometheusRulesIT {

  private static final Path PROGRAM = Path.of("/usr/bin/promtool");

  @Test
  void theRulesFireWhenTheyShouldAndNotOtherwise() throws Exception {
    succeeds("test", "rules", "conf/prometheus/rules-test.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus.yaml", "local.yaml"})
  void theConfigurationsAreRight(String file) throws Exception {
    succeeds("check", "config", "conf/prometheus/" + file);
  }

  private static void succeeds(String... arguments) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PROGRAM), "promtool is not installed: " + PROGRAM);
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
  }
}
