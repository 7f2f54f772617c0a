package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What docker-compose.yml opens to the network, and who sees the API key. */
class ComposeTest {

  @Test
  void everyPortIsOpenOnThisHostAlone() throws IOException {
    services()
        .forEach(
            (name, service) -> {
              List<?> ports = (List<?>) service.getOrDefault("ports", List.of());
              assertThat(ports)
                  .as(name)
                  .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
            });
  }

  @Test
  void theApiKeyIsASecretOfTheTaskManagers() throws IOException {
    assertThat(Files.readString(Path.of("docker-compose.yml")))
        .doesNotContain("INSIDER_REQUEST_TOKEN");
    services()
        .forEach(
            (name, service) ->
                assertThat(service.containsKey("secrets"))
                    .as(name)
                    .isEqualTo(name.equals("taskmanager")));
  }

  /** Without it they look for {@code conf/job.yaml}, which the image does not have. */
  @Test
  @SuppressWarnings("unchecked")
  void everyToolIsGivenAConfigurationThatIsMounted() throws IOException {
    for (String tool : List.of("console", "publish", "report")) {
      Map<String, Object> service = services().get(tool);
      assertThat((List<String>) service.get("command"))
          .as(tool)
          .containsSequence("--config", "/job/conf/job.yaml");
      assertThat((List<String>) service.get("volumes")).as(tool).contains("./conf:/job/conf:ro");
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() throws IOException {
    Object compose =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(Path.of("docker-compose.yml")));
    return (Map<String, Map<String, Object>>) ((Map<String, Object>) compose).get("services");
  }
}
