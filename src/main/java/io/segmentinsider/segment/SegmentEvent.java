package io.segmentinsider.segment;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.UpdateHeader;
import javax.annotation.Nullable;

/**
 * One Segment message, parsed once.
 *
 * @param origin where it stands in Kafka
 * @param recordTime the Kafka timestamp, epoch milliseconds
 * @param eventTime when it happened, epoch milliseconds; never more than the allowed lead after
 *     {@code recordTime}
 * @param type identify, track, page, screen, group, alias, or delete: Segment's deletion payload
 * @param messageId as it came; where none came, or one that many messages have, {@code sha256:} and
 *     the digest of the canonical event without {@code sentAt} and {@code receivedAt}
 * @param anonymousId in its normal form; null if the event has none that identifies a device
 * @param userId in its normal form; null if the event has none that identifies a person
 * @param json the whole event, with all digits of its numbers and well-formed text
 * @param javaScript the same as JavaScript reads it, for what must be as Segment sends it; nearly
 *     always the same object
 * @param original its bytes; never modified
 * @param replay what {@code job/replay} sent again; null for an event that comes from Segment
 * @param repairs what was put right to read it
 */
public record SegmentEvent(
    SourcePosition origin,
    long recordTime,
    long eventTime,
    String type,
    String messageId,
    @Nullable String anonymousId,
    @Nullable String userId,
    JsonObject json,
    JsonObject javaScript,
    byte[] original,
    @Nullable Replay.Kind replay,
    Repairs repairs) {

  /** The header of the update that a mapping makes of it. */
  public UpdateHeader header(String mappingName) {
    return UpdateHeader.of(
        recordTime,
        eventTime,
        replay != null,
        new UpdateHeader.Texts(origin, messageId, mappingName, anonymousId, userId));
  }

  /** Whether JavaScript reads it as it is written, as it nearly always does. */
  @SuppressWarnings("ReferenceEquality")
  public boolean isAlikeInJavaScript() {
    return json == javaScript;
  }

  /** Leaves out the content, which is personal data. */
  @Override
  public String toString() {
    return "SegmentEvent[" + type + ", " + origin + "]";
  }
}
