package io.segmentinsider.segment;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.SourcePosition;
import javax.annotation.Nullable;

/**
 * One Segment message, parsed once.
 *
 * @param source where it stands in Kafka
 * @param recordTime the Kafka timestamp, epoch milliseconds
 * @param eventTime when it happened, epoch milliseconds
 * @param type identify, track, page, screen, group, alias, or delete: Segment's deletion payload
 * @param messageId as it came, or {@code sha256:} and the digest of the canonical event without
 *     {@code sentAt} and {@code receivedAt}
 * @param anonymousId null if the event has none that is a text or a number
 * @param userId null if the event has none that is a text or a number
 * @param json the whole event
 * @param original its bytes; never modified
 * @param replay what {@code job/replay} sent again; null for an event that comes from Segment
 */
public record SegmentEvent(
    SourcePosition source,
    long recordTime,
    long eventTime,
    String type,
    String messageId,
    @Nullable String anonymousId,
    @Nullable String userId,
    JsonObject json,
    byte[] original,
    @Nullable Replay.Kind replay) {

  /** An event that comes from Segment. */
  public SegmentEvent(
      SourcePosition source,
      long recordTime,
      long eventTime,
      String type,
      String messageId,
      @Nullable String anonymousId,
      @Nullable String userId,
      JsonObject json,
      byte[] original) {
    this(source, recordTime, eventTime, type, messageId, anonymousId, userId, json, original, null);
  }

  /** Leaves out the content, which is personal data. */
  @Override
  public String toString() {
    return "SegmentEvent[" + type + ", " + source + "]";
  }
}
