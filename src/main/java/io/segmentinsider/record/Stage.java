package io.segmentinsider.record;

/** The stages of the job in the order in which an event meets them. */
public enum Stage {
  /** Bytes become events. */
  SEGMENT("segment"),
  /** Events become updates. */
  MAPPING("mapping"),
  /** Updates get their owner. */
  IDENTITY("identity"),
  /** Updates are reduced to what is new. */
  PROFILE("profile"),
  /** Updates reach Insider. */
  DELIVERY("delivery"),
  /** Receipts and dead letters reach Kafka. */
  OUTCOME("outcome");

  private final String code;

  Stage(String code) {
    this.code = code;
  }

  /** The word in topics, metrics and the job graph. */
  public String code() {
    return code;
  }
}
