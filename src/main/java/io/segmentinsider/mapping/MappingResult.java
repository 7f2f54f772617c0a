package io.segmentinsider.mapping;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import java.util.List;

/**
 * What the mappings make of one event. Each mapping that matches ends once: as an update, or as a
 * dead letter of scope update. Dead letters of scope event are about parts of an update that goes
 * on.
 *
 * @param updates in the order of the mappings
 * @param deadLetters what could not be mapped
 * @param repairs what was put right on the way
 * @param unmatched whether no mapping wants the event
 */
public record MappingResult(
    List<Update> updates, List<DeadLetter> deadLetters, List<Repair> repairs, boolean unmatched) {

  /** The result for an event that no mapping wants. */
  public static final MappingResult UNMATCHED =
      new MappingResult(List.of(), List.of(), List.of(), true);
}
