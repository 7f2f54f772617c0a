package io.segmentinsider.tools.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.tools.ToolJson;
import java.util.List;
import javax.annotation.Nullable;

/**
 * One event and what became of it. It holds personal data until it is {@link #masked}. The members
 * are those of {@code job/trace --json}, a stable interface.
 *
 * @param position {@code topic-partition@offset}, with {@code [index]} for one of several events
 * @param kafkaTime when Kafka got it, ISO-8601
 * @param messageId as in its outcomes; null if it could not be read that far
 * @param event the event as it came; text if it is no JSON
 * @param updates what this configuration's mapping makes of it, one each: {@code action} and the
 *     user object {@code user}; identity may add identifiers to it, and profile leaves out what
 *     Insider knows already
 * @param refused why the mapping refuses the whole or a part of it
 * @param sent the user objects that the sandbox got for it; empty without a sandbox that records
 * @param links what it taught of whose an identifier is, with hashes in the place of values; empty
 *     without {@code identity.audit-topic}
 * @param outcomes its receipts and dead letters, as they are
 * @param state whether the job has read it, and whether it has ended
 */
public record EventTrace(
    String position,
    String kafkaTime,
    @Nullable String messageId,
    JsonNode event,
    List<JsonNode> updates,
    List<JsonNode> refused,
    List<JsonNode> sent,
    List<JsonNode> links,
    List<JsonNode> outcomes,
    State state) {

  /** Where an event is on its way. */
  public enum State {
    /** It has ended, as the outcomes say. */
    ENDED,
    /** The job has read it, and no outcome can be seen yet. */
    UNDER_WAY,
    /** The job has not read it yet. */
    NOT_READ
  }

  /** The same without the values that tell of a person. */
  public EventTrace masked() {
    return new EventTrace(
        position,
        kafkaTime,
        messageId,
        Mask.event(event),
        updates.stream().map(Mask::update).toList(),
        refused.stream().map(Mask::outcome).toList(),
        sent.stream().map(Mask::update).toList(),
        links,
        outcomes.stream().map(Mask::outcome).toList(),
        state);
  }

  /** As JSON on one line. */
  public String toJson() {
    try {
      return ToolJson.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON can always be written", e);
    }
  }

  /** Leaves out what may be personal. */
  @Override
  public String toString() {
    return "EventTrace[" + position + ", " + state + "]";
  }
}
