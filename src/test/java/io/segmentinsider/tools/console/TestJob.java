package io.segmentinsider.tools.console;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;

/** Settings of a job that nobody runs. */
final class TestJob {

  private TestJob() {}

  static JobSettings settings() {
    return settings("127.0.0.1:9");
  }

  static JobSettings settings(String bootstrapServers) {
    return TestSettings.with(
        "kafka.bootstrap.servers", bootstrapServers, "delivery.partner-name", "none");
  }
}
