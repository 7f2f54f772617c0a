package io.segmentinsider.tools.console;

import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.tools.console.http.EventStream;
import io.segmentinsider.tools.console.http.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Reads of topics: few at a time, and none for long. */
final class Scans {

  private static final int AT_A_TIME = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final JobSettings settings;
  private final Semaphore free = new Semaphore(AT_A_TIME);

  Scans(JobSettings settings) {
    this.settings = settings;
  }

  /** Something that reads. */
  @FunctionalInterface
  interface Reading {
    /**
     * Reads.
     *
     * @param topics those of the events
     */
    void read(TopicScan scan, List<String> topics)
        throws RefusedException, IOException, InterruptedException;
  }

  /** Something else that takes its time. */
  @FunctionalInterface
  interface Work {
    /** Does it. */
    void run() throws RefusedException, IOException, InterruptedException;
  }

  /**
   * Reads, or says that too many others do.
   *
   * @param out is told how far it is
   * @throws RefusedException if so
   */
  void run(EventStream out, Reading reading)
      throws RefusedException, IOException, InterruptedException {
    KafkaClients clients = KafkaClients.of(settings);
    run(
        () -> {
          try (Offsets offsets = new Offsets(clients);
              TopicScan scan = new TopicScan(clients, PATIENCE, out)) {
            reading.read(scan, offsets.topics(settings.source()));
          }
        });
  }

  /**
   * Works, or says that too many others do.
   *
   * @throws RefusedException if so
   */
  void run(Work work) throws RefusedException, IOException, InterruptedException {
    if (!free.tryAcquire()) {
      throw new RefusedException(
          503, "the console reads topics for others already; try again in a moment");
    }
    try {
      work.run();
    } finally {
      free.release();
    }
  }
}
