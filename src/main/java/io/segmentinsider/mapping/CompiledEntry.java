package io.segmentinsider.mapping;

import io.segmentinsider.compatibility.trigger.Trigger;
import io.segmentinsider.mapping.guide.Thresholds;
import io.segmentinsider.segment.SegmentEvent;
import java.util.List;
import java.util.function.Consumer;
import javax.annotation.Nullable;

/**
 * An entry of a mapping file, compiled, with the splits that take some of its events.
 *
 * @param place in the index of event names
 * @param name of the mapping
 * @param condition which events it is for, for people
 * @param events the names of events that it is for; null for any
 * @param trigger what it asks of an event
 * @param thresholds the amounts that an event must reach
 * @param otherwise whether it is for events only that no entry above takes
 * @param action what is made of an event; null if nothing is, as the entry is switched off
 * @param splits in order; the first that wants an event takes it
 */
record CompiledEntry(
    int place,
    String name,
    String condition,
    @Nullable EventNames events,
    Trigger trigger,
    Thresholds thresholds,
    boolean otherwise,
    @Nullable Action action,
    List<CompiledEntry> splits) {

  /**
   * Which mapping an event goes to: this one, or one of its splits.
   *
   * @param left what the event's type and name leave
   * @return null if the event is not for it at all
   */
  @Nullable
  CompiledEntry takes(SegmentEvent event, EventNameIndex.Left left) {
    Boolean decided = left.matches()[place];
    boolean matches = decided == null ? trigger.matches(event.json()) : decided;
    if (!matches || !thresholds.areReachedBy(event)) {
      return null;
    }
    for (int i = 0; i < splits.size(); i++) {
      CompiledEntry taking = splits.get(i).takes(event, left);
      if (taking != null) {
        return taking;
      }
    }
    return this;
  }

  /** Tells of this one and all splits below it, in order. */
  void forEach(Consumer<CompiledEntry> consumer) {
    consumer.accept(this);
    splits.forEach(split -> split.forEach(consumer));
  }
}
