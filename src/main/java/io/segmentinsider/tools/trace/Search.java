package io.segmentinsider.tools.trace;

import io.segmentinsider.record.SourcePosition;
import java.net.URI;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * Which events are followed.
 *
 * @param wanted by what they are found
 * @param from events that Kafka got then or later; null for all that are there
 * @param to events that Kafka got before; null for all
 * @param limit how many at most; the first ones are taken
 * @param partition the only one in which events are looked for; null for all
 * @param sandbox a local Insider that records what it gets; null if there is none
 */
public record Search(
    Wanted wanted,
    @Nullable Instant from,
    @Nullable Instant to,
    int limit,
    @Nullable Integer partition,
    @Nullable URI sandbox) {

  /** In all partitions. */
  public Search(
      Wanted wanted,
      @Nullable Instant from,
      @Nullable Instant to,
      int limit,
      @Nullable URI sandbox) {
    this(wanted, from, to, limit, null, sandbox);
  }

  /** By what an event is found. */
  public sealed interface Wanted {

    /**
     * Its message id, as it stands in the event and its outcomes.
     *
     * @param id the message id
     */
    record Message(String id) implements Wanted {}

    /**
     * Where it stands in Kafka.
     *
     * @param position a record, or one of its events
     */
    record Position(SourcePosition position) implements Wanted {}

    /**
     * Whose it is: a user id, an anonymous id, or any identifier that its updates have.
     *
     * @param id the value of the identifier
     */
    record User(String id) implements Wanted {}
  }
}
