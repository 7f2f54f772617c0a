package io.segmentinsider.mapping;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.JobFaults;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.Regulation;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns events into updates by a mapping file: every mapping whose trigger matches makes its own
 * update. Compiled once; not safe for use by several threads at a time.
 */
public final class Mapper {

  private final List<CompiledEntry> mappings;
  private final EventNameIndex index;
  private final List<String> warnings;
  private final List<KnownName> ownNames;
  private final CustomNames customNames;
  private final List<String> customIdentifiers;
  private final StoredUpdateReader storedUpdates;
  private final RegulationRequests regulations;
  private final ConsentCategories consent;
  private final History history;
  private final JobFaults faults = new JobFaults();

  private Mapper(FileCompiler.Compiled file, CustomNames customNames, MapperSettings settings) {
    List<CompiledEntry> all = new ArrayList<>();
    file.entries().forEach(entry -> entry.forEach(all::add));
    this.mappings = all.stream().filter(entry -> entry.action() != null).toList();
    this.index = file.index();
    this.warnings = List.copyOf(file.warnings());
    this.ownNames = List.copyOf(file.ownNames());
    this.customNames = customNames;
    this.customIdentifiers = customIdentifiers(mappings, settings.customIdentifiers());
    this.storedUpdates = new StoredUpdateReader(settings, Set.copyOf(customIdentifiers));
    this.regulations =
        new RegulationRequests(
            settings.regulationEvents(), new TrustedTopics(settings.trustedTopics()));
    this.consent = new ConsentCategories(settings.consentCategories());
    this.history = new History(settings.history());
  }

  /**
   * Compiles a mapping file, for events of which every custom name may leave.
   *
   * @throws InvalidMappingFileException if it is wrong; the message names the place and the rule
   */
  public static Mapper of(MappingText text, MapperSettings settings) {
    return of(text, settings, CustomNames.ANY);
  }

  /**
   * Compiles a mapping file.
   *
   * @param customNames which custom names may leave
   * @throws InvalidMappingFileException if it is wrong; the message names the place and the rule
   */
  static Mapper of(MappingText text, MapperSettings settings, CustomNames customNames) {
    return of(text, MappingFile.read(text), settings, customNames);
  }

  /**
   * Compiles a mapping file that was read.
   *
   * @param text for complaints
   * @throws InvalidMappingFileException if it is wrong; the message names the place and the rule
   */
  public static Mapper of(MappingText text, MappingFile file, MapperSettings settings) {
    return of(text, file, settings, CustomNames.ANY);
  }

  private static Mapper of(
      MappingText text, MappingFile file, MapperSettings settings, CustomNames customNames) {
    try {
      return new Mapper(
          new FileCompiler(text, file, settings).compile(),
          customNames,
          settings.with(file.rules()));
    } catch (InvalidMappingFileException e) {
      throw e.inFile(text, file.blocks().places());
    }
  }

  /**
   * What the file says and hardly anybody means, such as a trigger that can never match. For
   * people, one sentence each with its place in the file; empty for most.
   */
  public List<String> warnings() {
    return warnings;
  }

  /** The custom names that the mapping itself gives, and the configuration knows. */
  List<KnownName> ownNames() {
    return ownNames;
  }

  /**
   * The names of all custom identifiers that an update can have, weakest first: those of the
   * mappings in the order of the file, then those that the configuration puts in order. Segment's
   * anonymous id, the device, is not among them.
   */
  public List<String> customIdentifiers() {
    return customIdentifiers;
  }

  /** Those of them that the configuration puts in order and no mapping names. */
  public List<String> unmappedIdentifiers() {
    Set<String> mapped = mappedIdentifiers(mappings);
    return customIdentifiers.stream().filter(name -> !mapped.contains(name)).toList();
  }

  private static Set<String> mappedIdentifiers(List<CompiledEntry> mappings) {
    Set<String> names = new LinkedHashSet<>();
    for (CompiledEntry mapping : mappings) {
      names.addAll(mapping.action().customIdentifiers());
    }
    return names;
  }

  private static List<String> customIdentifiers(
      List<CompiledEntry> mappings, List<String> ordered) {
    Set<String> names = mappedIdentifiers(mappings);
    names.remove(Identifier.SEGMENT_ANONYMOUS_ID);
    names.removeAll(Set.copyOf(ordered));
    names.addAll(ordered);
    return List.copyOf(names);
  }

  /** Whether all that is sent is what Segment's own destination would send. */
  boolean hasSegmentActionsOnly() {
    return mappings.stream().allMatch(mapping -> mapping.action() instanceof StrictAction);
  }

  /**
   * Maps one event, or takes the update that {@code job/replay} sent again as it is. It never
   * throws for what an event holds.
   *
   * @throws java.io.UncheckedIOException if the JobManager, which is asked about new names, does
   *     not answer
   */
  public MappingResult map(SegmentEvent event) {
    try {
      return mapped(event);
    } catch (RuntimeException | StackOverflowError e) {
      return fault(event, e);
    }
  }

  private MappingResult mapped(SegmentEvent event) {
    if (event.replay() == Replay.Kind.UPDATE) {
      return stored(event);
    }
    Regulation regulation = regulations.of(event);
    if (regulation != null) {
      return requested(regulation, event);
    }
    List<Update> updates = null;
    Notes notes = null;
    EventNameIndex.Left left = index.left(event.json());
    boolean taken = false;
    for (CompiledEntry entry : left.entries()) {
      CompiledEntry mapping = taken && entry.otherwise() ? null : entry.takes(event, left);
      taken |= mapping != null;
      if (mapping != null && mapping.action() != null) {
        if (notes == null) {
          notes = Notes.on(event, customNames);
          updates = new ArrayList<>(1);
        }
        run(mapping, event, notes, updates);
      }
    }
    return notes == null ? MappingResult.UNMATCHED : result(updates, notes);
  }

  private MappingResult fault(SegmentEvent event, Throwable fault) {
    DeadLetter letter =
        new DeadLetter(
            Reason.MAPPER_FAULT,
            DeadLetter.Scope.UPDATE,
            faults.tell(fault, event.origin()),
            event.origin(),
            event.messageId(),
            null,
            null,
            null);
    return new MappingResult(List.of(), List.of(letter), List.of(), false);
  }

  /** Maps one event and says how. */
  public Explanation explain(SegmentEvent event) {
    try {
      return explained(event);
    } catch (RuntimeException | StackOverflowError e) {
      return new Explanation(fault(event, e), List.of());
    }
  }

  private Explanation explained(SegmentEvent event) {
    Regulation regulation = regulations.of(event);
    if (regulation != null) {
      return new Explanation(requested(regulation, event), List.of());
    }
    List<Update> updates = new ArrayList<>();
    Notes notes = Notes.inDetailOn(event, customNames);
    List<Explanation.Considered> considered = new ArrayList<>();
    boolean any = false;
    EventNameIndex.Left left = index.left(event.json());
    Set<CompiledEntry> taking = new HashSet<>();
    boolean taken = false;
    for (CompiledEntry entry : left.entries()) {
      CompiledEntry mapping = taken && entry.otherwise() ? null : entry.takes(event, left);
      taken |= mapping != null;
      taking.add(mapping);
    }
    for (CompiledEntry mapping : mappings) {
      boolean matched = taking.contains(mapping);
      if (matched) {
        any = true;
        run(mapping, event, notes, updates);
      }
      considered.add(
          new Explanation.Considered(
              mapping.name(), mapping.condition(), matched, notes.takeSteps()));
    }
    return new Explanation(any ? result(updates, notes) : MappingResult.UNMATCHED, considered);
  }

  /**
   * Comparisons with a number that alone keep this event from a mapping, as the event has text
   * there: each as it is written, with the name of its mapping. For people who try a mapping.
   */
  public List<String> numbersThatAreText(SegmentEvent event) {
    List<String> found = new ArrayList<>();
    boolean[] named = index.left(event.json()).named();
    for (CompiledEntry mapping : mappings) {
      if (named[mapping.place()]) {
        for (String comparison : mapping.trigger().numbersThatAreText(event.json())) {
          found.add(comparison + " of " + mapping.name());
        }
      }
    }
    return found;
  }

  private MappingResult stored(SegmentEvent event) {
    Notes notes = Notes.on(event);
    Update stored = storedUpdates.read(event, notes);
    Update update = stored == null ? null : history.judge(stored, notes);
    return result(update == null ? List.of() : List.of(notes.told(update)), notes);
  }

  private MappingResult requested(Regulation regulation, SegmentEvent event) {
    Notes notes = Notes.on(event);
    String suppression = Integrations.suppression(event.json());
    return result(regulations.updates(regulation, event, suppression, notes), notes);
  }

  private void run(CompiledEntry mapping, SegmentEvent event, Notes notes, List<Update> updates) {
    notes.startOf(mapping.name());
    String suppression = Integrations.suppression(event.json());
    if (suppression == null) {
      suppression = consent.suppression(event.json());
    }
    if (suppression != null) {
      notes.keepBack();
    }
    try {
      Update mapped = mapping.action().map(mapping.name(), event, suppression, notes);
      Update update = mapped == null ? null : history.judge(mapped, notes);
      if (update != null) {
        updates.add(notes.told(update));
      }
    } catch (UpdateTooLargeException e) {
      notes.refuse(Reason.UPDATE_TOO_LARGE, e.getMessage(), null);
    }
  }

  private static MappingResult result(List<Update> updates, Notes notes) {
    return new MappingResult(updates, notes.deadLetters(), notes.repairs(), false);
  }
}
