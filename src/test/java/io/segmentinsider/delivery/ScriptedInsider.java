package io.segmentinsider.delivery;

import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * An Insider that answers when the test says so. Its calls are kept by its id, as operators are
 * serialised into the harness.
 */
final class ScriptedInsider implements AsyncFunction<UpsertRequest, UpsertReply> {

  private static final String ALL_TAKEN = "{\"data\":{\"successful\":{\"count\":%d},\"fail\":{}}}";

  private static final long serialVersionUID = 1L;
  private static final Map<Integer, Deque<Call>> CALLS = new ConcurrentHashMap<>();

  private final int id = System.identityHashCode(this);

  @Override
  public void asyncInvoke(UpsertRequest request, ResultFuture<UpsertReply> future) {
    calls().add(new Call(request, future));
  }

  /** The calls that wait for an answer. */
  Deque<Call> calls() {
    return CALLS.computeIfAbsent(id, key -> new ArrayDeque<>());
  }

  Call next() {
    return calls().remove();
  }

  /** Answers the calls that wait, and not those that follow from it. */
  void answerAll(Consumer<Call> answer) {
    List<Call> waiting = List.copyOf(calls());
    calls().clear();
    waiting.forEach(answer);
  }

  /** One call that waits for its answer. */
  record Call(UpsertRequest request, ResultFuture<UpsertReply> future) {

    String body() {
      return new String(request.body(), StandardCharsets.UTF_8);
    }

    void answer(int status, String body) {
      future.complete(
          List.of(UpsertReply.answered(status, null, body.getBytes(StandardCharsets.UTF_8))));
    }

    void take() {
      answer(200, ALL_TAKEN.formatted(request.users()));
    }
  }
}
