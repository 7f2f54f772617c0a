package io.segmentinsider.tools.replay;

import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.Replay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What was sent again before, as the topics of the events tell it: each replay is a record there,
 * with a mark that names its original. So nothing else has to be kept, and nobody can lose it.
 */
final class EarlierReplays {

  private final Set<SourcePosition> originals;
  private final Map<SourcePosition, List<Sent>> sent = new HashMap<>();

  /**
   * A replay.
   *
   * @param update what it holds, if that is an update; null if it is the event, which stands for
   *     all of its updates
   */
  private record Sent(int partition, long offset, long timestamp, @Nullable byte[] update) {

    boolean isAt(SourcePosition position) {
      return partition == position.partition() && offset == position.offset();
    }

    boolean isLaterThan(Sent other) {
      return partition == other.partition ? offset > other.offset : timestamp >= other.timestamp;
    }
  }

  /** Looks for replays of these events only. */
  EarlierReplays(Set<SourcePosition> originals) {
    this.originals = Set.copyOf(originals);
  }

  /** Takes a record of a topic of events, in the order of its partition. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    Replay replay = Replay.of(record);
    if (replay != null && originals.contains(replay.original())) {
      sent.computeIfAbsent(replay.original(), any -> new ArrayList<>())
          .add(
              new Sent(
                  record.partition(),
                  record.offset(),
                  record.timestamp(),
                  replay.kind() == Replay.Kind.UPDATE ? record.value() : null));
    }
  }

  /**
   * Whether a dead letter was sent again. One of a replay that failed, too, was sent again only if
   * there is a later one; and a replay of another update of the same event is none of it.
   *
   * @param place where the dead letter's event stands: the original, or a replay of it
   * @param original where the original stands
   * @param update what would be sent of the dead letter; null if it holds no update
   */
  boolean hold(SourcePosition place, SourcePosition original, @Nullable byte[] update) {
    List<Sent> all = sent.getOrDefault(original, List.of());
    Sent failed = null;
    for (Sent one : all) {
      if (one.isAt(place)) {
        failed = one;
      }
    }
    for (Sent one : all) {
      boolean ofThis = one.update() == null || Arrays.equals(one.update(), update);
      if (ofThis && !one.isAt(place) && (failed == null || one.isLaterThan(failed))) {
        return true;
      }
    }
    return false;
  }
}
