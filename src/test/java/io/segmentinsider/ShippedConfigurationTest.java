package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.segmentinsider.config.FlinkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The options of Flink in every file of this repository that starts a Flink. */
class ShippedConfigurationTest {

  private static final Path BASE = Path.of("deploy/kubernetes/base/flink-deployment.yaml");

  /**
   * Where options of Flink stand.
   *
   * @param file for the name of the test
   * @param options dotted, with their values
   */
  record Shipped(Path file, Map<String, String> options) {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  static Stream<Shipped> files() throws IOException {
    Path cluster = Path.of("conf/flink/config.yaml");
    Path compose = Path.of("docker-compose.yml");
    Path production = Path.of("deploy/kubernetes/overlays/production/flink-deployment.yaml");
    Path shadow = Path.of("deploy/kubernetes/overlays/shadow/flink-deployment.yaml");
    return Stream.of(
        new Shipped(cluster, flat(yaml(cluster))),
        new Shipped(compose, compose(compose)),
        new Shipped(BASE, flinkConfiguration(BASE)),
        new Shipped(production, flinkConfiguration(production)),
        new Shipped(shadow, flinkConfiguration(shadow)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void flinkKnowsEveryOptionAndTakesItsValue(Shipped shipped) {
    FlinkOptions flink = new FlinkOptions();

    assertThat(shipped.options()).isNotEmpty();
    shipped
        .options()
        .forEach(
            (name, value) ->
                assertThatCode(() -> flink.check(name, value)).doesNotThrowAnyException());
  }

  @ParameterizedTest
  @MethodSource("files")
  void prometheusCanReadItsMetrics(Shipped shipped) throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    if (shipped.file().toString().contains("kubernetes")) {
      options.putAll(flinkConfiguration(BASE));
    }
    options.putAll(shipped.options());

    assertThat(options)
        .containsEntry("metrics.reporters", "prom")
        .containsEntry(
            "metrics.reporter.prom.factory.class",
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory")
        .containsEntry("metrics.reporter.prom.filterLabelValueCharacters", "false")
        .containsKey("metrics.reporter.prom.port");
  }

  private static Map<String, String> flinkConfiguration(Path file) throws IOException {
    return flat(member(member(yaml(file), "spec"), "flinkConfiguration"));
  }

  /** The lines of FLINK_PROPERTIES, as the image reads them. */
  private static Map<String, String> compose(Path file) throws IOException {
    Object text = member(member(member(yaml(file), "x-flink"), "environment"), "FLINK_PROPERTIES");
    Map<String, String> options = new LinkedHashMap<>();
    text.toString()
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              options.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            });
    return options;
  }

  private static Object yaml(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  private static Object member(Object node, String name) {
    return ((Map<?, ?>) node).get(name);
  }

  private static Map<String, String> flat(Object node) {
    Map<String, String> options = new LinkedHashMap<>();
    flatten("", node, options);
    return options;
  }

  private static void flatten(String prefix, Object node, Map<String, String> into) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, value, into));
    } else {
      into.put(prefix, String.valueOf(node));
    }
  }
}
