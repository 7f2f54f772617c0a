package io.segmentinsider.mapping;

import io.segmentinsider.compatibility.action.ActionMapping;
import io.segmentinsider.compatibility.action.SegmentAction;
import io.segmentinsider.compatibility.action.SegmentActions;
import io.segmentinsider.compatibility.language.InvalidMappingException;
import io.segmentinsider.compatibility.language.InvalidMappingException.Fault;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.guide.GuideActions;
import io.segmentinsider.mapping.guide.Thresholds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** Finds the action that an entry of a mapping file names, and compiles its mapping. */
final class ActionCompiler {

  private final MappingText text;
  private final MapperSettings settings;
  private final GuideActions guide;

  /** Null until an entry names an action that is none of the guide's. */
  @Nullable private SegmentActions segment;

  /**
   * A compiler for the entries of a file.
   *
   * @throws InvalidMappingFileException if an identifier that the file adds can't be one
   */
  ActionCompiler(MappingText text, MappingFile file, MapperSettings settings) {
    this.text = text;
    this.settings = settings.with(file.rules());
    this.guide = new GuideActions(this.settings, file.rules().renames());
    if (file.identifiers() != null) {
      requireIdentifiers(file.identifiers());
    }
  }

  /** In every mapping they would be complained of, too, but not where they stand. */
  private void requireIdentifiers(JsonObject added) {
    try {
      new GuideActions(settings, Renames.NONE)
          .compile(GuideActions.NAMES.get(0), "", new JsonObject(1).put("identifiers", added));
    } catch (IllegalArgumentException e) {
      throw new InvalidMappingFileException(text, e.getMessage());
    }
  }

  /**
   * Compiles the amounts that events must reach.
   *
   * @throws InvalidMappingFileException if they are none
   */
  Thresholds thresholds(MappingEntry entry) {
    try {
      return guide.thresholds(entry.path() + "/" + MappingEntry.AT_LEAST, entry.atLeast());
    } catch (IllegalArgumentException e) {
      throw new InvalidMappingFileException(text, e.getMessage());
    }
  }

  /** The custom names that mappings gave, and those that the configuration knows. */
  List<KnownName> ownNames() {
    List<KnownName> names = new ArrayList<>();
    for (CustomNames.Place place : CustomNames.Place.values()) {
      Set<String> given = new HashSet<>(guide.customNames(place));
      given.addAll(FieldRules.named(place.group(), settings.newNames().known()));
      for (String name : given) {
        names.add(new KnownName(place, name, KnownName.ALWAYS));
      }
    }
    return names;
  }

  /**
   * Compiles the mapping of an entry.
   *
   * @throws InvalidMappingFileException if the action is unknown, or the mapping wrong
   */
  Action compile(MappingEntry entry) {
    return GuideActions.NAMES.contains(entry.action()) ? guide(entry) : strict(entry);
  }

  private Action guide(MappingEntry entry) {
    try {
      return guide.compile(entry.action(), entry.mappingPath(), entry.mapping());
    } catch (IllegalArgumentException e) {
      throw new InvalidMappingFileException(text, e.getMessage());
    }
  }

  private Action strict(MappingEntry entry) {
    if (segment == null) {
      segment = SegmentActions.load();
    }
    SegmentAction action = segment.get(entry.action());
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
    try {
      ActionMapping mapping = ActionMapping.compile(action, entry.mapping());
      List<Fault> faults = mapping.mapping().deferredFaults();
      if (!faults.isEmpty()) {
        throw wrong(entry, faults);
      }
      return new StrictAction(mapping, entry.mapping(), settings);
    } catch (InvalidMappingException e) {
      throw wrong(entry, e.faults());
    } catch (IllegalArgumentException e) {
      throw new InvalidMappingFileException(text, entry.mappingPath() + "/" + e.getMessage());
    }
  }

  private InvalidMappingFileException wrong(MappingEntry entry, List<Fault> faults) {
    return new InvalidMappingFileException(
        text, InvalidMappingFileException.complaint(entry.mappingPath(), faults));
  }
}
