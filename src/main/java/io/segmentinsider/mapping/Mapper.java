package io.segmentinsider.mapping;

import io.segmentinsider.mapping.trigger.InvalidTriggerException;
import io.segmentinsider.mapping.trigger.Trigger;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns events into updates by a mapping file: every mapping whose trigger matches makes its own
 * update. Compiled once; not safe for use by several threads at a time.
 */
public final class Mapper {

  private final List<Mapping> mappings;

  private Mapper(List<Mapping> mappings) {
    this.mappings = List.copyOf(mappings);
  }

  private record Mapping(String name, Trigger trigger, Action action) {}

  /**
   * Compiles a mapping file.
   *
   * @throws InvalidMappingFileException if it is wrong; the message names the place and the rule
   */
  public static Mapper of(MappingText text, MapperSettings settings) {
    ActionCompiler actions = new ActionCompiler(text, settings);
    List<Mapping> mappings = new ArrayList<>();
    for (MappingEntry entry : MappingEntry.read(text)) {
      if (entry.enabled()) {
        mappings.add(new Mapping(entry.name(), trigger(text, entry), actions.compile(entry)));
      }
    }
    return new Mapper(mappings);
  }

  private static Trigger trigger(MappingText text, MappingEntry entry) {
    try {
      return Trigger.compile(entry.trigger());
    } catch (InvalidTriggerException e) {
      throw new InvalidMappingFileException(
          text, entry.path() + "/trigger", "can't be read: " + e.getMessage());
    }
  }

  /** Whether all that is sent is what Segment's own destination would send. */
  boolean hasSegmentActionsOnly() {
    return mappings.stream().allMatch(mapping -> mapping.action() instanceof StrictAction);
  }

  /** Maps one event. It never throws for what an event holds. */
  public MappingResult map(SegmentEvent event) {
    List<Update> updates = null;
    Notes notes = null;
    for (Mapping mapping : mappings) {
      if (mapping.trigger().matches(event.json())) {
        if (notes == null) {
          notes = new Notes(event);
          updates = new ArrayList<>(1);
        }
        notes.startOf(mapping.name());
        String suppression = Integrations.suppression(event.json());
        Update update = mapping.action().map(mapping.name(), event, suppression, notes);
        if (update != null) {
          updates.add(update);
        }
      }
    }
    return notes == null
        ? MappingResult.UNMATCHED
        : new MappingResult(updates, notes.deadLetters(), notes.repairs(), false);
  }
}
