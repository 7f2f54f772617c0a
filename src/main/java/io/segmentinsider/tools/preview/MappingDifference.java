package io.segmentinsider.tools.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.tools.ToolJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What another mapping would make otherwise of the same events. Counts fields and keeps a few
 * examples.
 */
public final class MappingDifference {

  private static final int MAX_EXAMPLES = 10;

  /** Names of fields come from events, and somebody may make up many. */
  private static final int MAX_FIELDS = 500;

  private final EventPreview before;
  private final EventPreview after;
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final List<Example> examples = new ArrayList<>();
  private long read;
  private long changed;

  /** Compares two previews. */
  public MappingDifference(EventPreview before, EventPreview after) {
    this.before = before;
    this.after = after;
  }

  /** How a field differs. */
  public enum Kind {
    /** It was not there before. */
    ADDED,
    /** It is there no longer. */
    REMOVED,
    /** It has another value. */
    CHANGED
  }

  /**
   * One kind of difference.
   *
   * @param field in what the job makes of an event, places in lists left out
   * @param kind how it differs
   * @param events in how many events
   */
  public record Change(String field, Kind kind, long events) {}

  /**
   * An event of which something else would be made.
   *
   * @param origin where it stands
   * @param event its text
   * @param before a line of {@code job/preview}
   * @param after a line of {@code job/preview}
   */
  public record Example(SourcePosition origin, byte[] event, JsonNode before, JsonNode after) {

    /** In what the two lines differ. */
    List<FieldDifference> differences() {
      return FieldDifference.between(before, after);
    }
  }

  /** Compares what becomes of one record. */
  public void add(RawRecord event) throws IOException {
    compare(event, before.results(event), after.results(event));
  }

  /**
   * Compares what becomes of one record that stands in a file.
   *
   * @return those of its events of which something else would be made
   */
  public List<Example> add(RawRecord event, EventPlace place) throws IOException {
    return compare(event, before.lines(event, place, false), after.lines(event, place, false));
  }

  private List<Example> compare(RawRecord event, List<byte[]> old, List<byte[]> now)
      throws IOException {
    List<Example> differing = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      read++;
      if (!Arrays.equals(old.get(i), now.get(i))) {
        changed++;
        JsonNode left = ToolJson.MAPPER.readTree(old.get(i));
        JsonNode right = ToolJson.MAPPER.readTree(now.get(i));
        count(left, right);
        Example example = new Example(event.origin(), event.value(), left, right);
        differing.add(example);
        if (examples.size() < MAX_EXAMPLES) {
          examples.add(example);
        }
      }
    }
    return differing;
  }

  private void count(JsonNode left, JsonNode right) {
    Map<String, Set<String>> old = new TreeMap<>();
    Map<String, Set<String>> now = new TreeMap<>();
    flatten("", left, old);
    flatten("", right, now);
    TreeSet<String> fields = new TreeSet<>(old.keySet());
    fields.addAll(now.keySet());
    for (String field : fields) {
      if (!now.containsKey(field)) {
        count(field, Kind.REMOVED);
      } else if (!old.containsKey(field)) {
        count(field, Kind.ADDED);
      } else if (!old.get(field).equals(now.get(field))) {
        count(field, Kind.CHANGED);
      }
    }
  }

  private void count(String field, Kind kind) {
    String key = kind + field;
    if (changes.size() < MAX_FIELDS || changes.containsKey(key)) {
      changes.merge(
          key,
          new Change(field, kind, 1),
          (one, more) -> new Change(field, kind, one.events() + more.events()));
    }
  }

  private static void flatten(String path, JsonNode value, Map<String, Set<String>> into) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              member ->
                  flatten(
                      path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                      member.getValue(),
                      into));
    } else if (value.isArray()) {
      value.forEach(item -> flatten(path, item, into));
    } else {
      into.computeIfAbsent(path, any -> new TreeSet<>()).add(value.toString());
    }
  }

  /** Events that were compared. */
  public long read() {
    return read;
  }

  /** Events of which something else would be made. */
  public long changed() {
    return changed;
  }

  /** What differs, most events first. */
  public List<Change> changes() {
    return changes.values().stream()
        .sorted((one, other) -> Long.compare(other.events(), one.events()))
        .toList();
  }

  /** Some of the events. */
  public List<Example> examples() {
    return List.copyOf(examples);
  }
}
