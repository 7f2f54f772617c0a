package io.segmentinsider.mapping;

import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.Set;
import javax.annotation.Nullable;

/** A compiled mapping without its trigger: makes one user object of one event. */
public interface Action {

  /** What the dead letter of an update says that would neither tell nor teach anything. */
  String NOTHING_TO_SAY = "one identifier, no attribute and no event: nothing to say";

  /**
   * Maps an event. For what an event holds it throws nothing else.
   *
   * @param name name of the mapping
   * @param suppression the rule that keeps the update back; null if none does
   * @param notes where repairs and dead letters go
   * @return null if the mapping ends as a dead letter, which is noted
   * @throws UpdateTooLargeException if the update would be larger than the settings allow
   */
  @Nullable
  Update map(String name, SegmentEvent event, @Nullable String suppression, Notes notes);

  /** The names of all custom identifiers that its updates can have; no other ever occurs. */
  Set<String> customIdentifiers();
}
