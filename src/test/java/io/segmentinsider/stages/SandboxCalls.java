package io.segmentinsider.stages;

import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/** Calls the sandbox when the test says so, so that what waits meanwhile becomes one request. */
final class SandboxCalls implements AsyncFunction<UpsertRequest, UpsertReply> {

  private static final long serialVersionUID = 1L;

  private final transient HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final transient Deque<Waiting> waiting = new ArrayDeque<>();
  private final transient List<String> made = new ArrayList<>();
  private final URI uri;

  private record Waiting(UpsertRequest request, ResultFuture<UpsertReply> future) {}

  SandboxCalls(URI uri) {
    this.uri = uri;
  }

  @Override
  public void asyncInvoke(UpsertRequest request, ResultFuture<UpsertReply> future) {
    waiting.add(new Waiting(request, future));
  }

  /** Makes the calls that wait; whether there were any. */
  boolean make() throws IOException, InterruptedException {
    int calls = waiting.size();
    for (int i = 0; i < calls; i++) {
      Waiting next = waiting.remove();
      next.future().complete(List.of(reply(next.request())));
    }
    return calls > 0;
  }

  private UpsertReply reply(UpsertRequest request) throws IOException, InterruptedException {
    made.add(request.endpoint().path() + " " + new String(request.body(), StandardCharsets.UTF_8));
    HttpRequest.Builder call =
        HttpRequest.newBuilder(uri.resolve(request.endpoint().path()))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("X-PARTNER-NAME", "shop")
            .header("X-REQUEST-TOKEN", "token")
            .method(
                request.endpoint().method(),
                HttpRequest.BodyPublishers.ofByteArray(request.body()));
    if (request.trace() != null) {
      call.header("X-Sandbox-Trace", request.trace());
    }
    HttpResponse<byte[]> answer = http.send(call.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new UpsertReply(answer.statusCode(), null, answer.body(), null);
  }

  /** An upsert of somebody else. */
  void upsert(String body) throws IOException, InterruptedException {
    reply(
        new UpsertRequest(
            UpsertRequest.Endpoint.UPSERT, body.getBytes(StandardCharsets.UTF_8), 1, false, null));
  }

  /** Loses the calls that wait. */
  void drop() {
    waiting.clear();
  }

  /** Makes those of the calls that wait which chance picks, and loses all of their answers. */
  void loseAnswers(Random random) throws IOException, InterruptedException {
    for (Waiting call : waiting) {
      if (random.nextBoolean()) {
        reply(call.request());
      }
    }
    waiting.clear();
  }

  List<String> made() {
    return List.copyOf(made);
  }
}
