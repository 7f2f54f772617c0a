package io.segmentinsider.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sandbox's own endpoints; the table is in docs/sandbox.md. */
final class OwnEndpoints {

  /** Something that can be written to a file. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final Insider insider;

  OwnEndpoints(Insider insider) {
    this.insider = insider;
  }

  void process(HttpCall call, Exchange exchange) {
    switch (call.method() + ' ' + call.path()) {
      case "GET /sandbox/health" -> exchange.answer(HttpAnswer.json(200, "{\"status\":\"ok\"}"));
      case "GET /sandbox/stats" ->
          exchange.answer(HttpAnswer.json(200, insider.statistics().toJson()));
      case "GET /sandbox/profiles" -> file(exchange, insider::writeProfiles);
      case "GET /sandbox/sent" -> file(exchange, insider::writeSent);
      case "GET /sandbox/faults" -> exchange.answer(active());
      case "POST /sandbox/faults" -> exchange.answer(order(call));
      case "DELETE /sandbox/faults" -> {
        insider.faults().clear();
        exchange.answer(Answers.done());
      }
      case "POST /sandbox/reset" -> {
        insider.reset();
        exchange.answer(Answers.done());
      }
      default -> exchange.answer(Answers.notFound());
    }
  }

  private HttpAnswer active() {
    Map<Integer, String> codes =
        insider.faults().active().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().effect().code()));
    return HttpAnswer.json(200, SandboxJson.MAPPER.valueToTree(codes).toString());
  }

  private HttpAnswer order(HttpCall call) {
    String json = new String(call.body(), 0, call.length(), StandardCharsets.UTF_8);
    try {
      List<Integer> ids = new ArrayList<>();
      for (Fault fault : FaultJson.read(json)) {
        ids.add(insider.faults().order(fault));
      }
      return HttpAnswer.json(200, "{\"ordered\":" + SandboxJson.MAPPER.valueToTree(ids) + "}");
    } catch (IllegalArgumentException e) {
      return problem(400, e);
    }
  }

  private void file(Exchange exchange, Content content) {
    try {
      Path file = Files.createTempFile("sandbox", ".ndjson");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        content.writeTo(out);
      }
      exchange.answerFile(file);
    } catch (IllegalStateException e) {
      exchange.answer(problem(409, e));
    } catch (IOException e) {
      exchange.answer(problem(500, e));
    }
  }

  private HttpAnswer problem(int status, Exception e) {
    return HttpAnswer.json(
        status,
        SandboxJson.MAPPER
            .createObjectNode()
            .put("error", String.valueOf(e.getMessage()))
            .toString());
  }
}
