package io.segmentinsider.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.lab.LabJson;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Calls of Flink's REST interface. Every call throws if it is not answered as it should be: a
 * {@link FileNotFoundException} if what it names is not there.
 */
final class RestCalls {

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST_ERROR = 400;
  private static final int FIRST_ERROR = 300;
  private static final int NOT_FOUND = 404;

  private final HttpClient http;
  private final ObjectMapper json = LabJson.MAPPER;
  private final RestAddress address;

  RestCalls(RestAddress address) {
    this.address = address;
    this.http = address.http().connectTimeout(CONNECT_PATIENCE).build();
  }

  RestAddress address() {
    return address;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return call("GET", path, "");
  }

  /**
   * A call with a body.
   *
   * @param body JSON; empty for none
   */
  JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(
                    method,
                    body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() >= FIRST_ERROR) {
      String said =
          "the JobManager answers "
              + method
              + " "
              + path
              + " with "
              + answer.statusCode()
              + reason(answer.body());
      throw answer.statusCode() == NOT_FOUND
          ? new FileNotFoundException(said)
          : new IOException(said);
    }
    return answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body());
  }

  /** The first line of what Flink says; the rest is a stack trace. */
  private String reason(byte[] body) {
    try {
      String error = json.readTree(body).path("errors").path(0).asText("");
      String line = error.lines().findFirst().orElse("");
      return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), LONGEST_ERROR));
    } catch (IOException e) {
      return "";
    }
  }
}
