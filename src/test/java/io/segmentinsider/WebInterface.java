package io.segmentinsider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Flink's REST interface answers, and with it the web UI. */
final class WebInterface {

  /** Values are asked for in parts, as all names would not fit into one address. */
  private static final int METRICS_AT_ONCE = 40;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  WebInterface(URI address) {
    this.address = address;
  }

  /** Every answer about the cluster and its jobs, by its path. */
  Map<String, String> answers() throws IOException, InterruptedException {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String path :
        List.of("/config", "/overview", "/jobmanager/config", "/jobmanager/environment", "/jars")) {
      answers.put(path, get(path));
    }
    addMetrics("/jobmanager/metrics", answers);
    for (String job : ids("/jobs/overview", "jobs", "jid")) {
      addJob("/jobs/" + job, answers);
    }
    for (String taskManager : ids("/taskmanagers", "taskmanagers", "id")) {
      answers.put("/taskmanagers/" + taskManager, get("/taskmanagers/" + taskManager));
      addMetrics("/taskmanagers/" + taskManager + "/metrics", answers);
      String threads = "/taskmanagers/" + taskManager + "/thread-dump";
      answers.put(threads, get(threads));
    }
    return answers;
  }

  private void addJob(String job, Map<String, String> answers)
      throws IOException, InterruptedException {
    for (String path :
        List.of(
            "",
            "/config",
            "/plan",
            "/jobmanager/config",
            "/exceptions?maxExceptions=100",
            "/checkpoints",
            "/checkpoints/config",
            "/accumulators?includeSerializedValue=true")) {
      answers.put(job + path, get(job + path));
    }
    addMetrics(job + "/metrics", answers);
    for (String vertex : ids(job, "vertices", "id")) {
      String path = job + "/vertices/" + vertex;
      for (String detail : List.of("", "/accumulators", "/subtasktimes", "/taskmanagers")) {
        answers.put(path + detail, get(path + detail));
      }
      addMetrics(path + "/metrics", answers);
    }
  }

  private void addMetrics(String path, Map<String, String> answers)
      throws IOException, InterruptedException {
    String list = get(path);
    answers.put(path, list);
    JsonNode metrics = json.readTree(list);
    if (!metrics.isArray()) {
      return;
    }
    List<String> names = new ArrayList<>();
    metrics.forEach(metric -> names.add(metric.path("id").asText()));
    for (int from = 0; from < names.size(); from += METRICS_AT_ONCE) {
      String get =
          path
              + "?get="
              + URLEncoder.encode(
                  String.join(
                      ",", names.subList(from, Math.min(names.size(), from + METRICS_AT_ONCE))),
                  StandardCharsets.UTF_8);
      answers.put(get, get(get));
    }
  }

  private List<String> ids(String path, String array, String id)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    json.readTree(get(path)).path(array).forEach(node -> ids.add(node.path(id).asText()));
    return ids;
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
