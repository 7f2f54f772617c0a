package io.segmentinsider.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** Speaks to a sandbox in another process. Every call throws if there is none at the address. */
public final class SandboxClient {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI uri;

  /**
   * A client.
   *
   * @param uri scheme, host and port of the sandbox
   */
  public SandboxClient(URI uri) {
    this.uri = uri;
  }

  /** Whether a sandbox answers there. */
  public boolean isUp() throws InterruptedException {
    try {
      return text("GET", "/sandbox/health", "").contains("ok");
    } catch (IOException e) {
      return false;
    }
  }

  /** What it has seen so far. */
  public SandboxStatistics statistics() throws IOException, InterruptedException {
    return SandboxStatistics.fromJson(text("GET", "/sandbox/stats", ""));
  }

  /** Writes its profiles to a file, as {@link Sandbox#writeProfiles} does. */
  public void writeProfiles(Path file) throws IOException, InterruptedException {
    download("/sandbox/profiles", file);
  }

  /** Writes what it recorded to a file, as {@link Sandbox#writeSent} does. */
  public void writeSent(Path file) throws IOException, InterruptedException {
    download("/sandbox/sent", file);
  }

  /** Orders faults. */
  public void order(List<Fault> faults) throws IOException, InterruptedException {
    text("POST", "/sandbox/faults", FaultJson.write(faults));
  }

  /** Ends all faults. */
  public void clearFaults() throws IOException, InterruptedException {
    text("DELETE", "/sandbox/faults", "");
  }

  /** Makes it forget profiles, counters and the recording. */
  public void reset() throws IOException, InterruptedException {
    text("POST", "/sandbox/reset", "");
  }

  private String text(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
    requireSuccess(answer.statusCode(), method + ' ' + path, answer.body());
    return answer.body();
  }

  private void download(String path, Path file) throws IOException, InterruptedException {
    HttpResponse<Path> answer =
        http.send(
            request("GET", path, ""),
            HttpResponse.BodyHandlers.ofFile(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING));
    requireSuccess(answer.statusCode(), "GET " + path, "see " + file);
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(uri.resolve(path))
        .timeout(PATIENCE)
        .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
        .build();
  }

  private static void requireSuccess(int status, String call, String answer) throws IOException {
    if (status != 200) {
      throw new IOException("the sandbox answers " + call + " with " + status + ": " + answer);
    }
  }
}
