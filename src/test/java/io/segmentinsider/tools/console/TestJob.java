package io.segmentinsider.tools.console;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import java.util.HashMap;
import java.util.Map;

/** Settings of a job that nobody runs. */
final class TestJob {

  private TestJob() {}

  static JobSettings settings() {
    return settings("127.0.0.1:9");
  }

  static JobSettings settings(String bootstrapServers) {
    Map<String, String> options = new HashMap<>();
    options.put("kafka.bootstrap.servers", bootstrapServers);
    options.put("delivery.partner-name", "none");
    return JobSettings.from(JobConfiguration.of(options));
  }
}
