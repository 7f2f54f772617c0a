package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import io.segmentinsider.tools.ToolJson;
import io.segmentinsider.tools.preview.EventPreview.Previewed;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** Asks a local Insider that lives for one call, so that nothing of what is tried stays. */
final class ThrowawaySandbox {

  private static final String UPSERT = "/api/user/v1/upsert";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * What it says to the user objects, all in one request.
   *
   * @return null if there is none to send
   */
  @Nullable
  Map<String, Object> answers(List<Previewed> results) throws IOException, InterruptedException {
    ObjectNode body = ToolJson.MAPPER.createObjectNode();
    ArrayNode users = body.putArray("users");
    for (Previewed result : results) {
      for (JsonNode update : ToolJson.MAPPER.readTree(result.json()).path("updates")) {
        if (!update.has("operation") && !update.has("suppressed")) {
          users.add(update.path("user"));
        }
      }
    }
    if (users.isEmpty()) {
      return null;
    }
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults())) {
      HttpRequest request =
          HttpRequest.newBuilder(sandbox.uri().resolve(UPSERT))
              .timeout(PATIENCE)
              .header("X-PARTNER-NAME", "console")
              .header("X-REQUEST-TOKEN", "console")
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(ToolJson.MAPPER.writeValueAsBytes(body)))
              .build();
      HttpResponse<byte[]> answer =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofByteArray());
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("request", body);
      shown.put("status", answer.statusCode());
      shown.put("answer", ToolJson.MAPPER.readTree(answer.body()));
      return shown;
    }
  }
}
