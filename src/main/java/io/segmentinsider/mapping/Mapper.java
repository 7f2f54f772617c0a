package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.mapping.guide.GuideActions;
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

  /** A mapper for the content of a mapping file. */
  public static Mapper of(MappingText text, MapperSettings settings) {
    GuideActions guide = new GuideActions(settings);
    List<Mapping> mappings = new ArrayList<>();
    try {
      for (Object entry : (JsonArray) new JsonReader().read(text.json())) {
        JsonObject mapping = (JsonObject) entry;
        if (!Boolean.FALSE.equals(mapping.get("enabled"))) {
          mappings.add(
              new Mapping(
                  (String) mapping.get("name"),
                  SimpleTrigger.parse((String) mapping.get("trigger")),
                  guide.compile(
                      (String) mapping.get("action"), (JsonObject) mapping.get("mapping"))));
        }
      }
    } catch (JsonException e) {
      throw new IllegalArgumentException("the mapping file is not JSON: " + e.getMessage(), e);
    }
    return new Mapper(mappings);
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
