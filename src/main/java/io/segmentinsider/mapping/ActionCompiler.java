package io.segmentinsider.mapping;

import io.segmentinsider.mapping.action.ActionMapping;
import io.segmentinsider.mapping.action.SegmentAction;
import io.segmentinsider.mapping.action.SegmentActions;
import io.segmentinsider.mapping.guide.GuideActions;
import io.segmentinsider.mapping.language.InvalidMappingException;
import io.segmentinsider.mapping.language.InvalidMappingException.Fault;
import java.util.List;

/** Finds the action that an entry of a mapping file names, and compiles its mapping. */
final class ActionCompiler {

  private final MappingText text;
  private final MapperSettings settings;
  private final GuideActions guide;
  private final SegmentActions segment = SegmentActions.load();

  ActionCompiler(MappingText text, MapperSettings settings) {
    this.text = text;
    this.settings = settings;
    this.guide = new GuideActions(settings);
  }

  /**
   * Compiles the mapping of an entry.
   *
   * @throws InvalidMappingFileException if the action is unknown, or the mapping wrong
   */
  Action compile(MappingEntry entry) {
    SegmentAction strict = segment.get(entry.action());
    return strict == null ? guide(entry) : strict(strict, entry);
  }

  private Action guide(MappingEntry entry) {
    Action action;
    try {
      action = guide.compile(entry.action(), entry.mappingPath(), entry.mapping());
    } catch (IllegalArgumentException e) {
      throw new InvalidMappingFileException(text, e.getMessage());
    }
    if (action == null) {
      throw new InvalidMappingFileException(
          text,
          entry.actionPath(),
          "is unknown: "
              + entry.action()
              + "; known are "
              + GuideActions.NAMES
              + " and "
              + segment.slugs());
    }
    return action;
  }

  private Action strict(SegmentAction action, MappingEntry entry) {
    try {
      ActionMapping mapping = ActionMapping.compile(action, entry.mapping());
      List<Fault> faults = mapping.mapping().deferredFaults();
      if (!faults.isEmpty()) {
        throw wrong(entry, faults);
      }
      return new StrictAction(mapping, entry.mapping(), settings);
    } catch (InvalidMappingException e) {
      throw wrong(entry, e.faults());
    }
  }

  private InvalidMappingFileException wrong(MappingEntry entry, List<Fault> faults) {
    return new InvalidMappingFileException(
        text, InvalidMappingFileException.complaint(entry.mappingPath(), faults));
  }
}
