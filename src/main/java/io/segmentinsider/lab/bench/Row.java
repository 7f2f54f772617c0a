package io.segmentinsider.lab.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is measured, one line of the table each. */
public enum Row {
  /** The unit in which processor time is told, so that figures hold on any machine. */
  TREE("a tree of Jackson's of each event, on one thread: the unit T"),
  /** A ceiling. */
  DISCARD("Kafka to nothing"),
  /** A ceiling. */
  LADDER("eight fields, four keyed hops with state on the heap, ids and bytes"),
  /** A ceiling. */
  LADDER_ROCKSDB("the same in RocksDB"),
  /** The product. */
  JOB("the job with its defaults, state on the heap"),
  /** The product. */
  JOB_ROCKSDB("the job with state in RocksDB"),
  /** The product. */
  JOB_SEGMENT("the job under segment-actions"),
  /** The product. */
  JOB_LATENCY("the job at half the rate that the row job reached before"),
  /** A peer. */
  NAIVE("Flink's async I/O, one request an event; see bench/"),
  /** A peer. */
  HTTP_SINK("the ready-made HTTP sink, one request an event, on Flink 1; see bench/"),
  /** The product. */
  JOB_LIMITED("the job, 25,000 requests a minute enforced"),
  /** A peer. */
  NAIVE_LIMITED("naive, 25,000 requests a minute enforced, with fewer events");

  private final String words;

  Row(String words) {
    this.words = words;
  }

  /** Its name in commands and results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it does. */
  public String words() {
    return words;
  }

  /** Options of the job and of Flink that make it. */
  Map<String, String> options() {
    return switch (this) {
      case LADDER_ROCKSDB, JOB_ROCKSDB -> Map.of("state.backend.type", "rocksdb");
      case JOB_SEGMENT -> Map.of("mapping.preset", "segment-actions");
      default -> Map.of();
    };
  }

  /** Whether it is the job. */
  boolean isProduct() {
    return switch (this) {
      case JOB, JOB_ROCKSDB, JOB_SEGMENT, JOB_LATENCY, JOB_LIMITED -> true;
      default -> false;
    };
  }

  /** Whether its program is of {@code bench/}. */
  public boolean isPeer() {
    return switch (this) {
      case NAIVE, HTTP_SINK, NAIVE_LIMITED -> true;
      default -> false;
    };
  }

  /** Whether it makes calls. */
  boolean delivers() {
    return isProduct() || isPeer();
  }

  /** Whether the receiver lets through no more than Insider documents. */
  boolean isLimited() {
    return this == JOB_LIMITED || this == NAIVE_LIMITED;
  }

  /**
   * The row of a label.
   *
   * @throws IllegalArgumentException if there is none; the message names all
   */
  public static Row of(String label) {
    return Arrays.stream(values())
        .filter(row -> row.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    label
                        + " is none of "
                        + Arrays.stream(values())
                            .map(Row::label)
                            .collect(Collectors.joining(", "))));
  }
}
