package io.segmentinsider.segment;

import io.segmentinsider.record.Sha256;

/**
 * An id as keys, state and receipts hold it. Ids are at most 100 characters long at Segment
 * (docs/segment-spec.md#ids); one that is far above would fill state and topics, so its digest
 * stands in for it.
 */
final class BoundedId {

  /** Characters of an id that is kept as it is. */
  static final int MAX_LENGTH = 1_000;

  private static final String PREFIX = "sha256:";

  private BoundedId() {}

  /** The id, or its digest if it is too long: equal ids have equal digests. */
  static String of(String id) {
    return id.length() <= MAX_LENGTH ? id : PREFIX + Sha256.hex(id);
  }

  /** What stands in for an id. */
  static String digest(byte[] bytes) {
    return PREFIX + Sha256.hex(bytes);
  }
}
