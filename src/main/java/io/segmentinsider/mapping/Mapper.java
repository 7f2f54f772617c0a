package io.segmentinsider.mapping;

import io.segmentinsider.mapping.trigger.InvalidTriggerException;
import io.segmentinsider.mapping.trigger.Trigger;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns events into updates by a mapping file: every mapping whose trigger matches makes its own
 * update. Compiled once; not safe for use by several threads at a time.
 */
public final class Mapper {

  private final List<Mapping> mappings;
  private final ForgetRequest forget;
  private final ConsentCategories consent;
  private final History history;

  private Mapper(List<Mapping> mappings, MapperSettings settings) {
    this.mappings = List.copyOf(mappings);
    this.forget = new ForgetRequest(settings.forgetEvent());
    this.consent = new ConsentCategories(settings.consentCategories());
    this.history = new History(settings.history());
  }

  private record Mapping(String name, String triggerText, Trigger trigger, Action action) {}

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
        mappings.add(
            new Mapping(
                entry.name(), entry.trigger(), trigger(text, entry), actions.compile(entry)));
      }
    }
    return new Mapper(mappings, settings);
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

  /**
   * Maps one event, or takes the update that {@code job/replay} sent again as it is. It never
   * throws for what an event holds.
   */
  public MappingResult map(SegmentEvent event) {
    if (event.replay() == Replay.Kind.UPDATE) {
      return stored(event);
    }
    if (forget.isMadeBy(event)) {
      return forgetting(event);
    }
    List<Update> updates = null;
    Notes notes = null;
    for (Mapping mapping : mappings) {
      if (mapping.trigger().matches(event.json())) {
        if (notes == null) {
          notes = Notes.on(event);
          updates = new ArrayList<>(1);
        }
        run(mapping, event, notes, updates);
      }
    }
    return notes == null ? MappingResult.UNMATCHED : result(updates, notes);
  }

  /** Maps one event and says how. */
  public Explanation explain(SegmentEvent event) {
    if (forget.isMadeBy(event)) {
      return new Explanation(forgetting(event), List.of());
    }
    List<Update> updates = new ArrayList<>();
    Notes notes = Notes.inDetailOn(event);
    List<Explanation.Considered> considered = new ArrayList<>();
    boolean any = false;
    for (Mapping mapping : mappings) {
      boolean matched = mapping.trigger().matches(event.json());
      if (matched) {
        any = true;
        run(mapping, event, notes, updates);
      }
      considered.add(
          new Explanation.Considered(
              mapping.name(), mapping.triggerText(), matched, notes.takeSteps()));
    }
    return new Explanation(any ? result(updates, notes) : MappingResult.UNMATCHED, considered);
  }

  private MappingResult stored(SegmentEvent event) {
    Notes notes = Notes.on(event);
    Update stored = StoredUpdateReader.read(event);
    notes.startOf(stored.action());
    Update update = history.judge(stored, notes);
    return result(update == null ? List.of() : List.of(update), notes);
  }

  private MappingResult forgetting(SegmentEvent event) {
    Notes notes = Notes.on(event);
    Update update = forget.update(event, Integrations.suppression(event.json()), notes);
    return result(update == null ? List.of() : List.of(update), notes);
  }

  private void run(Mapping mapping, SegmentEvent event, Notes notes, List<Update> updates) {
    notes.startOf(mapping.name());
    String suppression = Integrations.suppression(event.json());
    if (suppression == null) {
      suppression = consent.suppression(event.json());
    }
    Update mapped = mapping.action().map(mapping.name(), event, suppression, notes);
    Update update = mapped == null ? null : history.judge(mapped, notes);
    if (update != null) {
      updates.add(update);
    }
  }

  private static MappingResult result(List<Update> updates, Notes notes) {
    return new MappingResult(updates, notes.deadLetters(), notes.repairs(), false);
  }
}
