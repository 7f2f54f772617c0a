package io.segmentinsider.tools.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import io.segmentinsider.tools.console.http.Route;
import io.segmentinsider.tools.console.watch.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/console-api.yaml and the handlers say the same. */
class ConsoleApiTest {

  private final Watch watch = new Watch(TestJob.settings(), null);
  private final List<Route> routes =
      Console.routes(new ConsoleSettings(TestJob.settings(), null, null, false), watch);

  @AfterEach
  void rest() {
    watch.close();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Map<String, Object>>> paths() throws IOException {
    Object document =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(Path.of("docs/console-api.yaml")));
    return (Map<String, Map<String, Map<String, Object>>>)
        ((Map<String, Object>) document).get("paths");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> in(Map<String, Object> node, String... path) {
    Map<String, Object> at = node;
    for (String step : path) {
      at = (Map<String, Object>) at.get(step);
      if (at == null) {
        return Map.of();
      }
    }
    return at;
  }

  @Test
  void everyCallIsDescribedAndNoOther() throws IOException {
    List<String> described = new ArrayList<>();
    paths()
        .forEach(
            (path, methods) ->
                methods
                    .keySet()
                    .forEach(
                        method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    assertThat(routes.stream().map(route -> route.method() + " " + route.path()))
        .containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void whatAnswersBitByBitIsDescribedSo() throws IOException {
    for (Route route : routes) {
      Map<String, Object> call =
          paths().get(route.path()).get(route.method().equals("GET") ? "get" : "post");
      assertThat(in(call, "responses", "200", "content").keySet())
          .as(route.path())
          .containsExactly(
              route.endpoint() instanceof Endpoint.Stream
                  ? "text/event-stream"
                  : "application/json");
    }
  }

  @Test
  void whatIsRequiredIsAskedFor() throws IOException {
    for (Route route : routes) {
      if (!route.method().equals("POST")) {
        continue;
      }
      Map<String, Object> body =
          in(
              paths().get(route.path()).get("post"),
              "requestBody",
              "content",
              "application/json",
              "schema");
      boolean required = body.containsKey("required");
      boolean readOnly = route.path().equals("/api/replay");
      boolean noSandbox = route.path().equals("/api/people");
      if (required && !readOnly && !noSandbox) {
        assertThatThrownBy(() -> call(route))
            .as(route.path())
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("is missing");
      }
    }
  }

  @Test
  void aConsoleOnlyReadsUnlessItIsToldOtherwise() {
    assertThatThrownBy(() -> call("/api/replay", "{\"plan\":\"any\"}"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--allow-replay");
  }

  @Test
  void thereAreNoPeopleWithoutASandbox() {
    assertThatThrownBy(() -> call("/api/people", "{\"person\":\"anybody\"}"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--sandbox");
  }

  private static void call(Route route) throws RefusedException, IOException, InterruptedException {
    Request request = new Request(JsonNodeFactory.instance.objectNode());
    if (route.endpoint() instanceof Endpoint.Answer answer) {
      answer.answer(request);
    } else if (route.endpoint() instanceof Endpoint.Stream stream) {
      stream.answer(request, null);
    }
  }

  private void call(String path, String body)
      throws RefusedException, IOException, InterruptedException {
    Route found =
        routes.stream().filter(route -> route.path().equals(path)).findFirst().orElseThrow();
    ((Endpoint.Answer) found.endpoint()).answer(new Request(new ObjectMapper().readTree(body)));
  }
}
