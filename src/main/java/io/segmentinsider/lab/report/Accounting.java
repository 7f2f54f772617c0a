package io.segmentinsider.lab.report;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Stage;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds the outcomes against what was published: every source position must have ended, each event
 * of a record that holds several, none of its updates twice, and the sums must hold. The rules
 * stand in {@code docs/report.md}.
 *
 * <p>It keeps a few bits a position, so that millions of outcomes fit in memory. Not thread-safe.
 */
public final class Accounting {

  private final Map<String, Map<Integer, PartitionAccount>> accounts = new HashMap<>();
  private final Map<String, Map<Integer, SourceRange>> outside = new HashMap<>();
  private final Map<Receipt.Status, Long> receipts = new EnumMap<>(Receipt.Status.class);
  private final Map<Reason, Long> deadLetters = new EnumMap<>(Reason.class);
  private final Map<UpdateName, Long> uncountedEvents = new HashMap<>();
  private final Map<TopicPartition, Long> begins = new HashMap<>();
  private final Problems problems = new Problems();
  private final long records;
  private long deadUpdates;

  /** Starts with nothing accounted for. */
  public Accounting(List<SourceRange> published) {
    this(published, List.of());
  }

  /**
   * Starts with nothing accounted for.
   *
   * @param published what has to be accounted for
   * @param whole all that was ever published: outcomes of what lies in it, and is not asked for,
   *     say nothing
   */
  public Accounting(List<SourceRange> published, List<SourceRange> whole) {
    for (SourceRange range : whole) {
      outside
          .computeIfAbsent(range.topic(), topic -> new HashMap<>())
          .put(range.partition(), range);
    }
    long records = 0;
    for (SourceRange range : published) {
      records += range.size();
      accounts
          .computeIfAbsent(range.topic(), topic -> new TreeMap<>())
          .put(range.partition(), new PartitionAccount(range));
    }
    this.records = records;
  }

  /**
   * Takes a receipt.
   *
   * @param mappingName the mapping's name; null where none applies
   * @return whether it is of what is accounted for
   */
  public boolean receipt(
      SourcePosition origin,
      @Nullable String mappingName,
      Receipt.Status status,
      int refusedEvents) {
    PartitionAccount account = account(origin);
    if (account == null) {
      return false;
    }
    receipts.merge(status, 1L, Long::sum);
    boolean first =
        switch (status) {
          case DELIVERED, UNCHANGED, SUPPRESSED, LINKED ->
              account.update(origin, mappingName, true);
          case REPEAT -> account.repeat(origin, mappingName);
          case UNMATCHED -> account.unmatched(origin);
        };
    if (!first) {
      problems.add(Problems.Kind.TWICE, origin, mappingName);
    }
    if (refusedEvents > 0) {
      uncountedEvents.merge(new UpdateName(origin, mappingName), (long) -refusedEvents, Long::sum);
    }
    return true;
  }

  /**
   * Takes a dead letter.
   *
   * @param mappingName the mapping's name; null before mapping
   * @return whether it is of what is accounted for
   */
  public boolean deadLetter(
      SourcePosition origin, @Nullable String mappingName, Reason reason, DeadLetter.Scope scope) {
    if (reason == Reason.OFFSET_GAP) {
      deadLetters.merge(reason, 1L, Long::sum);
      problems.add(Problems.Kind.GAP, origin, null);
      return true;
    }
    PartitionAccount account = account(origin);
    if (account == null) {
      return false;
    }
    deadLetters.merge(reason, 1L, Long::sum);
    boolean afterMapping = reason.stage().compareTo(Stage.MAPPING) > 0;
    boolean first =
        switch (scope) {
          case RECORD -> account.refused(origin);
          case UPDATE -> {
            deadUpdates++;
            yield account.deadUpdate(origin, mappingName, afterMapping);
          }
          case EVENT -> {
            uncountedEvents.merge(new UpdateName(origin, mappingName), 1L, Long::sum);
            yield true;
          }
        };
    if (!first) {
      problems.add(Problems.Kind.TWICE, origin, mappingName);
    }
    return true;
  }

  /**
   * Leaves out what came before a range and is not in the topic any more: its events may have ended
   * well before they were deleted.
   *
   * @param begin the first position that the partition has
   */
  public void passOverBefore(String topic, int partition, long begin) {
    begins.put(new TopicPartition(topic, partition), begin);
  }

  /** Whether its record was published, and is not asked for. */
  private boolean isOutsideOfWindow(SourcePosition origin) {
    SourceRange whole = outside.getOrDefault(origin.topic(), Map.of()).get(origin.partition());
    return whole != null && origin.offset() < whole.end();
  }

  @Nullable
  private PartitionAccount account(SourcePosition origin) {
    PartitionAccount account =
        accounts.getOrDefault(origin.topic(), Map.of()).get(origin.partition());
    if (account == null || !account.covers(origin.offset())) {
      Long begin = begins.get(new TopicPartition(origin.topic(), origin.partition()));
      if (isOutsideOfWindow(origin) || (begin != null && origin.offset() < begin)) {
        return null;
      }
      problems.add(Problems.Kind.UNKNOWN, origin, null);
      return null;
    }
    if (!account.agreesWith(origin)) {
      problems.add(Problems.Kind.CONTRADICTION, origin, null);
      return null;
    }
    return account;
  }

  /** The offsets without an outcome, by topic and partition; those without any are left out. */
  Map<TopicPartition, BitSet> missing() {
    Map<TopicPartition, BitSet> missing = new HashMap<>();
    accounts.forEach(
        (topic, byPartition) ->
            byPartition.forEach(
                (partition, account) -> {
                  BitSet offsets = account.missing();
                  if (!offsets.isEmpty()) {
                    missing.put(new TopicPartition(topic, partition), offsets);
                  }
                }));
    return missing;
  }

  /**
   * Takes what the topic itself says of records without an outcome.
   *
   * @param noRecord offsets that hold none, such as the marks of transactions
   * @param young offsets of records that may still be under way
   */
  void explain(TopicPartition partition, BitSet noRecord, BitSet young) {
    accounts.get(partition.topic()).get(partition.partition()).explain(noRecord, young);
  }

  /** The first offset of that partition, which the bits count from. */
  long begin(TopicPartition partition) {
    return accounts.get(partition.topic()).get(partition.partition()).begin();
  }

  /** What the outcomes taken so far add up to. */
  public Totals totals() {
    Problems found = problems.copy();
    PartitionAccount.Sums sums = PartitionAccount.Sums.NONE;
    long read = records;
    long underWay = 0;
    for (Map<Integer, PartitionAccount> byPartition : accounts.values()) {
      for (PartitionAccount account : byPartition.values()) {
        account.report(found);
        sums = sums.plus(account.sums());
        read += account.furtherEvents() - account.withoutRecord() - account.underWay();
        underWay += account.underWay();
      }
    }
    uncountedEvents.forEach(
        (update, uncounted) -> {
          // An update that is set aside as a whole does not say how many events went before.
          if (uncounted != 0 && !isDead(update)) {
            found.add(Problems.Kind.EVENTS, update.origin(), update.mappingName());
          }
        });
    Map<String, Long> byReason = new TreeMap<>();
    deadLetters.forEach((reason, count) -> byReason.put(reason.code(), count));
    Totals totals =
        new Totals(
            read,
            sums.accepted(),
            sums.repeats(),
            sums.unmatched(),
            sums.refused(),
            sums.updates(),
            count(Receipt.Status.DELIVERED),
            count(Receipt.Status.SUPPRESSED),
            count(Receipt.Status.UNCHANGED),
            count(Receipt.Status.LINKED),
            deadUpdates,
            underWay,
            byReason,
            List.of());
    return totals.withProblems(found.sentences(totals));
  }

  private boolean isDead(UpdateName update) {
    SourcePosition origin = update.origin();
    return accounts
        .get(origin.topic())
        .get(origin.partition())
        .isDead(origin, update.mappingName());
  }

  private long count(Receipt.Status status) {
    return receipts.getOrDefault(status, 0L);
  }

  /** An update without its content. */
  private record UpdateName(SourcePosition origin, @Nullable String mappingName) {}
}
