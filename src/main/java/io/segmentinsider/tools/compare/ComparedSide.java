package io.segmentinsider.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import io.segmentinsider.sandbox.SandboxStatistics;
import io.segmentinsider.tools.ToolJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An Insider of its own that one of the sides sends to, in order, and what it leaves there. */
final class ComparedSide implements AutoCloseable {

  private static final String UPSERT = "POST /api/user/v1/upsert";
  private static final int USERS_IN_A_REQUEST = 500;
  private static final int BYTES_IN_A_REQUEST = 2_000_000;
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Sandbox sandbox;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private ArrayNode users = ToolJson.EXACT.createArrayNode();
  private long waitingBytes;

  ComparedSide() throws IOException {
    this.sandbox = Sandbox.start(SandboxSettings.defaults());
  }

  /** Sends one user object, some time before the next call or the end. */
  void user(JsonNode user) throws IOException {
    int bytes = ToolJson.EXACT.writeValueAsBytes(user).length;
    if (users.size() == USERS_IN_A_REQUEST || waitingBytes + bytes > BYTES_IN_A_REQUEST) {
      flush();
    }
    users.add(user);
    waitingBytes += bytes;
  }

  /**
   * Sends one call.
   *
   * @param call method and path
   */
  void call(String call, byte[] body) throws IOException {
    if (call.equals(UPSERT)) {
      for (JsonNode user : ToolJson.EXACT.readTree(body).path("users")) {
        user(user);
      }
    } else {
      flush();
      send(call, body);
    }
  }

  private void flush() throws IOException {
    if (!users.isEmpty()) {
      ObjectNode body = ToolJson.EXACT.createObjectNode();
      body.set("users", users);
      users = ToolJson.EXACT.createArrayNode();
      waitingBytes = 0;
      int status = send(UPSERT, ToolJson.EXACT.writeValueAsBytes(body));
      if (status != OK) {
        throw new IOException("the local Insider refuses a whole request with status " + status);
      }
    }
  }

  private int send(String call, byte[] body) throws IOException {
    int blank = call.indexOf(' ');
    HttpRequest request =
        HttpRequest.newBuilder(sandbox.uri().resolve(call.substring(blank + 1)))
            .timeout(PATIENCE)
            .header("X-PARTNER-NAME", "compare")
            .header("X-REQUEST-TOKEN", "compare")
            .header("Content-Type", "application/json")
            .method(call.substring(0, blank), HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What it has seen. */
  SandboxStatistics statistics() throws IOException {
    flush();
    return sandbox.statistics();
  }

  /** Whom it knows now. */
  List<ComparedProfile> profiles() throws IOException {
    flush();
    Path file = Files.createTempFile("profiles", ".ndjson");
    try {
      sandbox.writeProfiles(file);
      List<ComparedProfile> profiles = new ArrayList<>();
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          profiles.add(new ComparedProfile(ToolJson.EXACT.readTree(line)));
        }
      }
      return profiles;
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
