package io.segmentinsider.lab.demo;

import java.util.regex.Pattern;

/** Who uses the processor in a demo's process, told by the names of threads. */
enum Part {
  FETCH("fetching from Kafka", "Source Data Fetcher.*"),
  SEGMENT_AND_MAPPING("segment and mapping", "Source: .*"),
  IDENTITY("identity", "identity-.*"),
  PROFILE_AND_DELIVERY("profile and delivery", "(profile|insider-http).*"),
  OUTCOME("outcome", "(outcome-|kafka-producer-network-thread).*"),
  CHECKPOINTS("checkpoints", "AsyncOperations.*"),
  BROKER("the broker", "(data-plane-kafka|kafka-|group-coordinator|transaction-|quorum).*"),
  SANDBOX("the sandbox", "sandbox.*"),
  REST("Flink's other threads and the demo", ".*");

  private final String label;
  private final Pattern threads;

  Part(String label, String threads) {
    this.label = label;
    this.threads = Pattern.compile(threads);
  }

  String label() {
    return label;
  }

  /** The first whose threads have names like this. */
  static Part of(String threadName) {
    for (Part part : values()) {
      if (part.threads.matcher(threadName).matches()) {
        return part;
      }
    }
    return REST;
  }
}
