package io.segmentinsider.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A sender that speaks to a sandbox through the JDK's HTTP client. */
final class TestClient {

  static final String UPSERT = "/api/user/v1/upsert";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI uri;

  TestClient(URI uri) {
    this.uri = uri;
  }

  HttpResponse<String> upsert(String body) throws IOException, InterruptedException {
    return send(request("POST", UPSERT, body).build());
  }

  /** An upsert of one user object for each text, with or without a trace. */
  HttpResponse<String> upsertUsers(String trace, String... users)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("POST", UPSERT, "{\"users\":[" + String.join(",", users) + "]}");
    if (trace != null) {
      request.setHeader("X-Sandbox-Trace", trace);
    }
    return send(request.build());
  }

  HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(request(method, path, body).build());
  }

  HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(uri.resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("X-PARTNER-NAME", "mybrand")
        .header("X-REQUEST-TOKEN", "token")
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpClient http() {
    return http;
  }
}
