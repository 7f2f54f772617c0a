package io.segmentinsider.mapping;

import io.segmentinsider.compatibility.trigger.InvalidTriggerException;
import io.segmentinsider.compatibility.trigger.Trigger;
import io.segmentinsider.mapping.guide.Thresholds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/** Compiles the entries of a mapping file. */
final class FileCompiler {

  private final MappingText text;
  private final MappingFile file;
  private final ActionCompiler actions;
  private final Map<String, List<MappingEntry>> splits = new LinkedHashMap<>();
  private final List<CompiledEntry> compiled = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private int places;

  /**
   * A compiler for one file.
   *
   * @throws InvalidMappingFileException if what it says about all of its mappings is wrong
   */
  FileCompiler(MappingText text, MappingFile file, MapperSettings settings) {
    this.text = text;
    this.file = file;
    this.actions = new ActionCompiler(text, file, settings);
  }

  /**
   * A file that can be used.
   *
   * @param entries those that take part, without the splits, which stand below them
   * @param index which of them the type and name of an event leave
   * @param warnings what the file says and hardly anybody means
   * @param ownNames the custom names that it gives, and those that the configuration knows
   */
  record Compiled(
      List<CompiledEntry> entries,
      EventNameIndex index,
      List<String> warnings,
      List<KnownName> ownNames) {}

  /**
   * Compiles all entries that are enabled, and all conditions that they depend on.
   *
   * @throws InvalidMappingFileException if one is wrong, or none is enabled
   */
  Compiled compile() {
    List<EventNames> listed = new ArrayList<>();
    for (MappingEntry entry : file.entries()) {
      if (entry.splitFrom() == null) {
        listed.add(entry.events());
      } else {
        splits.computeIfAbsent(entry.splitFrom(), any -> new ArrayList<>()).add(entry);
      }
    }
    boolean anyEnabled = false;
    int lastOtherwise = lastOtherwise();
    List<MappingEntry> above = new ArrayList<>();
    for (MappingEntry entry : file.entries()) {
      anyEnabled |= entry.enabled();
      if (entry.splitFrom() == null) {
        if (entry.otherwise()) {
          requireAnyLeft(entry, above);
        }
        above.add(entry);
        if (isInUse(entry) || above.size() <= lastOtherwise) {
          compiled.add(compile(entry, Trigger.ANY));
        }
      }
    }
    if (!anyEnabled) {
      throw new InvalidMappingFileException(
          text, "/", "has no mapping that is enabled, so that nothing would be sent");
    }
    return new Compiled(
        compiled, new EventNameIndex(listed, compiled), warnings, actions.ownNames());
  }

  /** How many entries stand above the last one that is for what they leave; 0 if there is none. */
  private int lastOtherwise() {
    int above = 0;
    int last = 0;
    for (MappingEntry entry : file.entries()) {
      if (entry.splitFrom() == null) {
        last = entry.otherwise() && isInUse(entry) ? above : last;
        above++;
      }
    }
    return last;
  }

  /**
   * Looks for what an entry is for that takes what others leave.
   *
   * @param above these
   */
  private void requireAnyLeft(MappingEntry entry, List<MappingEntry> above) {
    String path = entry.path() + "/" + MappingEntry.OTHERWISE;
    if (above.isEmpty()) {
      throw new InvalidMappingFileException(
          text, path, "is for events that no mapping above takes, and none stands above");
    }
    for (MappingEntry other : above) {
      boolean takesAll =
          other.events() == null
              && other.atLeast() == null
              && !other.otherwise()
              && Objects.equals(other.trigger(), entry.trigger());
      if (takesAll) {
        warnings.add(
            text.name()
                + ": "
                + path
                + " of "
                + entry.name()
                + " leaves nothing for it: "
                + other.name()
                + " takes all events of the same trigger");
      }
    }
  }

  /** One that is switched off still says which events its splits can be for. */
  private boolean isInUse(MappingEntry entry) {
    return entry.enabled()
        || splits.getOrDefault(entry.name(), List.of()).stream().anyMatch(this::isInUse);
  }

  private CompiledEntry compile(MappingEntry entry, Trigger whole) {
    int place = places++;
    Trigger trigger = trigger(entry, whole);
    Thresholds thresholds = actions.thresholds(entry);
    Action action = entry.enabled() ? actions.compile(entry) : null;
    List<CompiledEntry> below = new ArrayList<>();
    for (MappingEntry split : splits.getOrDefault(entry.name(), List.of())) {
      below.add(compile(split, trigger));
    }
    return new CompiledEntry(
        place,
        entry.name(),
        inWords(entry, thresholds),
        entry.events(),
        trigger,
        thresholds,
        entry.otherwise(),
        action,
        List.copyOf(below));
  }

  private static String inWords(MappingEntry entry, Thresholds thresholds) {
    List<String> words = new ArrayList<>();
    if (entry.splitFrom() != null) {
      words.add("of " + entry.splitFrom());
    }
    addIfThere(entry.trigger(), words);
    addIfThere(entry.events() == null ? null : entry.events().inWords(), words);
    words.addAll(thresholds.inWords());
    if (entry.otherwise()) {
      words.add("taken by no mapping above");
    }
    return String.join(", ", words);
  }

  private static void addIfThere(@Nullable String word, List<String> words) {
    if (word != null) {
      words.add(word);
    }
  }

  /**
   * The trigger of an entry.
   *
   * @param whole that of the entry that it is split from, for what both say together
   */
  private Trigger trigger(MappingEntry entry, Trigger whole) {
    if (entry.trigger() == null) {
      return Trigger.ANY;
    }
    String path = entry.path() + "/" + MappingEntry.TRIGGER;
    try {
      Trigger trigger = Trigger.compile(entry.trigger());
      List<String> said = trigger.warnings();
      if (said.isEmpty() && entry.splitFrom() != null) {
        said = trigger.after(whole).warnings();
      }
      for (String warning : said) {
        warnings.add(text.name() + ": " + path + " of " + entry.name() + " " + warning);
      }
      return trigger;
    } catch (InvalidTriggerException e) {
      throw new InvalidMappingFileException(text, path, "can't be read: " + e.getMessage());
    }
  }
}
