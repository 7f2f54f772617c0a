package io.segmentinsider.tools.console;

import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this console can show. */
final class AboutCall implements Endpoint.Answer {

  private final ConsoleSettings settings;

  AboutCall(ConsoleSettings settings) {
    this.settings = settings;
  }

  @Override
  public Object answer(Request request) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("job", settings.job().jobName());
    about.put("flink", settings.flink() != null);
    about.put("sandbox", settings.sandbox() != null);
    about.put("allowReplay", settings.allowReplay());
    about.put("audit", settings.job().outcome().audit() != null);
    about.put("receiptsTopic", settings.job().outcome().receiptsTopic());
    about.put("deadLettersTopic", settings.job().outcome().deadLettersTopic());
    return about;
  }
}
