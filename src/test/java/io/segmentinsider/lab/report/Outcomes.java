package io.segmentinsider.lab.report;

import java.io.IOException;
import java.io.OutputStream;

/** What stands in both topics of outcomes, as far as it is there. */
public final class Outcomes {

  private Outcomes() {}

  /** Adds all of it to an accounting. */
  public static void read(String bootstrapServers, OutcomeTopics topics, Accounting accounting)
      throws IOException {
    new OutcomeReader(bootstrapServers, topics)
        .read(
            accounting,
            new Latencies(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
  }
}
