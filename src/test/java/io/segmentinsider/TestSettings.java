package io.segmentinsider;

import java.util.HashMap;
import java.util.Map;

/** Settings of a job that a test needs no Kafka for: the defaults, and what the test says. */
public final class TestSettings {

  private TestSettings() {}

  /** Settings with these options, each a name and a value. */
  public static JobSettings with(String... options) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return with(all);
  }

  /** Settings with these options. */
  public static JobSettings with(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("kafka.bootstrap.servers", "localhost:9092");
    all.putIfAbsent("delivery.partner-name", "shop");
    return JobSettings.from(JobConfiguration.of(all));
  }
}
