package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.Replay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts dead letters by reason and mapping, and keeps the last few of each. */
final class DeadLetterGroups {

  private static final int MAX_EXAMPLES = 5;

  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Map<SourcePosition, SourcePosition> originals = new HashMap<>();
  private final Map<SourcePosition, SourcePosition> lastReplay = new HashMap<>();
  private long firstTime = Long.MAX_VALUE;

  /**
   * A dead letter for a page.
   *
   * @param time when it was written, epoch milliseconds
   * @param offset where it stands in its topic
   * @param letter as it was written
   * @param replayed whether its event was sent again
   */
  record Example(long time, long offset, JsonNode letter, boolean replayed) {}

  /**
   * Dead letters of one reason and mapping.
   *
   * @param reason code
   * @param action mapping; null before mapping
   * @param count how many
   * @param replayed of how many the event was sent again
   * @param first time of the first one, epoch milliseconds
   * @param last time of the last one, epoch milliseconds
   * @param examples the last few, the last one first
   */
  record Group(
      String reason,
      @Nullable String action,
      long count,
      long replayed,
      long first,
      long last,
      List<Example> examples) {}

  private static final class Tally {
    private final String reason;
    @Nullable private final String action;
    private final List<SourcePosition> origins = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    private Tally(String reason, @Nullable String action) {
      this.reason = reason;
      this.action = action;
    }
  }

  void add(JsonNode letter, long time, long offset) {
    String reason = letter.path("reason").asText();
    String action = letter.path("action").textValue();
    Tally tally = tallies.computeIfAbsent(reason + '\0' + action, any -> new Tally(reason, action));
    tally.origins.add(origin(letter));
    tally.first = Math.min(tally.first, time);
    tally.last = Math.max(tally.last, time);
    tally.examples.add(new Example(time, offset, letter, false));
    if (tally.examples.size() > MAX_EXAMPLES) {
      tally.examples.remove(0);
    }
    firstTime = Math.min(firstTime, time);
  }

  /** An event that may be a replay. */
  void addEvent(ConsumerRecord<byte[], byte[]> taken) {
    Replay replay = Replay.of(taken);
    if (replay != null) {
      SourcePosition here = new SourcePosition(taken.topic(), taken.partition(), taken.offset());
      originals.put(here, replay.original());
      lastReplay.merge(
          replay.original(), here, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  /** When the first one was written, epoch milliseconds. */
  long firstTime() {
    return firstTime;
  }

  /** All groups, the largest first. */
  List<Group> groups() {
    return tallies.values().stream()
        .map(this::group)
        .sorted((one, other) -> Long.compare(other.count(), one.count()))
        .toList();
  }

  private Group group(Tally tally) {
    List<Example> examples = new ArrayList<>();
    for (Example example : tally.examples) {
      examples.add(
          0,
          new Example(
              example.time(),
              example.offset(),
              example.letter(),
              wasReplayed(origin(example.letter()))));
    }
    return new Group(
        tally.reason,
        tally.action,
        tally.origins.size(),
        tally.origins.stream().filter(this::wasReplayed).count(),
        tally.first,
        tally.last,
        examples);
  }

  /** A replay that failed again counts as sent again only once there is a later one. */
  private boolean wasReplayed(SourcePosition origin) {
    SourcePosition last = lastReplay.get(originals.getOrDefault(origin, origin));
    return last != null && !last.equals(origin);
  }

  private static SourcePosition origin(JsonNode letter) {
    JsonNode source = letter.path("source");
    return new SourcePosition(
        source.path("topic").asText(),
        source.path("partition").asInt(),
        source.path("offset").asLong(),
        source.path("index").asInt(),
        source.path("of").asInt(1));
  }
}
