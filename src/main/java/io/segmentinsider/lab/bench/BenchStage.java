package io.segmentinsider.lab.bench;

import javax.annotation.Nullable;

/** Who of the job uses the processor. */
enum BenchStage {
  KAFKA("kafka"),
  SEGMENT("segment"),
  MAPPING("mapping"),
  IDENTITY("identityPerRung"),
  PROFILE("profile"),
  DELIVERY("delivery"),
  OUTCOME("outcome"),
  CHECKPOINTS("checkpoints"),
  ROCKSDB("rocksdb"),
  GC("gc"),
  JIT("jit"),
  OTHER("other");

  private static final String PACKAGE = "io.segmentinsider.";

  private final String label;

  BenchStage(String label) {
    this.label = label;
  }

  /** Its name in the JSON. */
  String label() {
    return label;
  }

  /** The stage that threads of a group belong to as a whole. */
  static BenchStage ofThread(String group) {
    if (group.startsWith("Source Data Fetcher")) {
      return KAFKA;
    }
    if (group.startsWith("Source: ")) {
      return SEGMENT;
    }
    if (group.startsWith("identity-")) {
      return IDENTITY;
    }
    if (group.startsWith("profile")) {
      return PROFILE;
    }
    if (group.startsWith("insider-http")) {
      return DELIVERY;
    }
    if (group.startsWith("outcome-") || group.startsWith("kafka-producer-network-thread")) {
      return OUTCOME;
    }
    if (group.startsWith("AsyncOperations")) {
      return CHECKPOINTS;
    }
    return switch (group) {
      case ThreadTimes.GARBAGE -> GC;
      case ThreadTimes.COMPILATION -> JIT;
      case "rocksdb" -> ROCKSDB;
      default -> OTHER;
    };
  }

  /** The stage whose package a class is in; null for what several of them use, and for others'. */
  @Nullable
  static BenchStage ofClass(String className) {
    if (!className.startsWith(PACKAGE)) {
      return null;
    }
    int end = className.indexOf('.', PACKAGE.length());
    return switch (end < 0 ? "" : className.substring(PACKAGE.length(), end)) {
      case "segment" -> SEGMENT;
      case "mapping" -> MAPPING;
      case "identity" -> IDENTITY;
      case "profile" -> PROFILE;
      case "delivery" -> DELIVERY;
      case "outcome" -> OUTCOME;
      default -> null;
    };
  }

  /** Whether operators of several stages may share its threads. */
  boolean isOfTasks() {
    return switch (this) {
      case SEGMENT, MAPPING, IDENTITY, PROFILE, DELIVERY, OUTCOME -> true;
      default -> false;
    };
  }
}
