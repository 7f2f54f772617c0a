package io.segmentinsider;

import java.util.HashMap;
import java.util.Map;

/** Settings of a job that a test needs no Kafka for: the defaults, and what the test says. */
public final class TestSettings {

  private TestSettings() {}

  /** Settings with these options, each a name and a value. */
  public static JobSettings with(String... options) {
    Map<String, String> all = new HashMap<>();
    all.put("kafka.bootstrap.servers", "localhost:9092");
    all.put("delivery.partner-name", "shop");
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return JobSettings.from(JobConfiguration.of(all));
  }
}
