package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What kubectl makes of an overlay with every component, where kubectl is installed. */
class KustomizeIT {

  private static final Path ROOT = Path.of("deploy/kubernetes");
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin/kubectl"), Path.of("/usr/local/bin/kubectl"));

  /** As the comment in the component says. */
  private static final String LABEL =
      """
        - target:
            group: monitoring.coreos.com
          patch: '[{"op": "add", "path": "/metadata/labels", "value": {"release": "mine"}}]'
      """;

  @Test
  void everyComponentGoesWithAnOverlay(@TempDir Path copy) throws Exception {
    List<String> components = copyWithAllComponents(copy);

    List<Object> resources = resources(copy.resolve("overlays/production"));

    assertThat(components).isNotEmpty();
    assertThat(resources.toString())
        .contains("kind=PodMonitor", "kind=PrometheusRule", "segment-insider-stream-egress-gke")
        .contains("name=segment-insider-stream-dashboard")
        .contains("grafana_dashboard=1");
    assertThat(resources)
        .filteredOn(resource -> resource.toString().contains("monitoring.coreos.com"))
        .hasSize(2)
        .allSatisfy(resource -> assertThat(resource.toString()).contains("release=mine"));
    assertThat(resources)
        .filteredOn(resource -> !resource.toString().contains("monitoring.coreos.com"))
        .noneSatisfy(resource -> assertThat(resource.toString()).contains("release=mine"));
  }

  private static List<String> copyWithAllComponents(Path copy) throws IOException {
    List<String> components = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(ROOT.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
          if (file.getParent().endsWith("components")) {
            components.add("../../components/" + file.getFileName());
          }
        } else {
          Files.copy(file, to);
        }
      }
    }
    Path kustomization = copy.resolve("overlays/production/kustomization.yaml");
    Files.writeString(
        kustomization,
        Files.readString(kustomization).replace("patches:\n", "patches:\n" + LABEL)
            + "components:\n"
            + String.join("", components.stream().map("  - %s\n"::formatted).toList()));
    return components;
  }

  private static List<Object> resources(Path overlay) throws IOException, InterruptedException {
    Optional<Path> program = PROGRAMS.stream().filter(Files::isExecutable).findFirst();
    assumeTrue(program.isPresent(), "kubectl is not installed");
    Process process =
        new ProcessBuilder(program.get().toString(), "kustomize", overlay.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    List<Object> resources = new ArrayList<>();
    new Load(LoadSettings.builder().build()).loadAllFromString(printed).forEach(resources::add);
    return resources;
  }
}
