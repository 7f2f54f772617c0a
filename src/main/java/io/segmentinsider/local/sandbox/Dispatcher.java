package io.segmentinsider.local.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Sends a call to Insider or to the sandbox's own endpoints. */
final class Dispatcher {

  private final Insider insider;

  Dispatcher(Insider insider) {
    this.insider = insider;
  }

  void dispatch(Call call, Exchange exchange) {
    if (call.path().startsWith("/sandbox/")) {
      own(call, exchange);
      return;
    }
    insider.started(call);
    Answer answer = insider.process(call);
    insider.ended(answer.status());
    exchange.answer(answer);
  }

  private void own(Call call, Exchange exchange) {
    switch (call.method() + ' ' + call.path()) {
      case "GET /sandbox/health" -> exchange.answer(Answer.json(200, "{\"status\":\"ok\"}"));
      case "GET /sandbox/stats" -> exchange.answer(Answer.json(200, insider.statistics().toJson()));
      case "GET /sandbox/profiles" -> file(exchange, insider::writeProfiles);
      case "POST /sandbox/reset" -> {
        insider.reset();
        exchange.answer(Answers.done());
      }
      default -> exchange.answer(Answers.notFound());
    }
  }

  /** Something that can be written to a file. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static void file(Exchange exchange, Content content) {
    try {
      Path file = Files.createTempFile("sandbox", ".ndjson");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        content.writeTo(out);
      }
      exchange.answerFile(file);
    } catch (IOException e) {
      exchange.answer(
          new Answer(
              500, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8), Map.of()));
    }
  }
}
