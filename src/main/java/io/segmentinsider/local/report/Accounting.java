package io.segmentinsider.local.report;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Stage;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * Holds the outcomes against what was published: every source position must have ended, none of its
 * updates twice, and the sums must hold. The rules stand in {@code docs/report.md}.
 *
 * <p>It keeps a few bits a position, so that millions of outcomes fit in memory. Not thread-safe.
 */
public final class Accounting {

  private final Map<String, Map<Integer, PartitionAccount>> accounts = new HashMap<>();
  private final Map<Receipt.Status, Long> receipts = new EnumMap<>(Receipt.Status.class);
  private final Map<Reason, Long> deadLetters = new EnumMap<>(Reason.class);
  private final Map<UpdateName, Long> uncountedEvents = new HashMap<>();
  private final Problems problems = new Problems();
  private final long read;
  private long deadUpdates;

  /** Starts with nothing accounted for. */
  public Accounting(List<SourceRange> published) {
    long records = 0;
    for (SourceRange range : published) {
      records += range.size();
      accounts
          .computeIfAbsent(range.topic(), topic -> new TreeMap<>())
          .put(range.partition(), new PartitionAccount(range));
    }
    this.read = records;
  }

  /**
   * Takes a receipt.
   *
   * @param action the mapping's name; null where none applies
   */
  public void receipt(
      SourcePosition source, @Nullable String action, Receipt.Status status, int refusedEvents) {
    PartitionAccount account = account(source);
    if (account == null) {
      return;
    }
    receipts.merge(status, 1L, Long::sum);
    boolean first =
        switch (status) {
          case DELIVERED, UNCHANGED, SUPPRESSED, LINKED ->
              account.update(source.offset(), action, true);
          case REPEAT -> account.repeat(source.offset(), action);
          case UNMATCHED -> account.unmatched(source.offset());
        };
    if (!first) {
      problems.add(Problems.Kind.TWICE, source, action);
    }
    if (refusedEvents > 0) {
      uncountedEvents.merge(new UpdateName(source, action), (long) -refusedEvents, Long::sum);
    }
  }

  /**
   * Takes a dead letter.
   *
   * @param action the mapping's name; null before mapping
   */
  public void deadLetter(
      SourcePosition source, @Nullable String action, Reason reason, DeadLetter.Scope scope) {
    PartitionAccount account = account(source);
    if (account == null) {
      return;
    }
    deadLetters.merge(reason, 1L, Long::sum);
    boolean afterMapping = reason.stage().compareTo(Stage.MAPPING) > 0;
    boolean first =
        switch (scope) {
          case RECORD -> account.refused(source.offset());
          case UPDATE -> {
            deadUpdates++;
            yield account.deadUpdate(source.offset(), action, afterMapping);
          }
          case EVENT -> {
            uncountedEvents.merge(new UpdateName(source, action), 1L, Long::sum);
            yield true;
          }
        };
    if (!first) {
      problems.add(Problems.Kind.TWICE, source, action);
    }
  }

  @Nullable
  private PartitionAccount account(SourcePosition source) {
    PartitionAccount account =
        accounts.getOrDefault(source.topic(), Map.of()).get(source.partition());
    if (account == null || !account.covers(source.offset())) {
      problems.add(Problems.Kind.UNKNOWN, source, null);
      return null;
    }
    return account;
  }

  /** What the outcomes taken so far add up to. */
  public Totals totals() {
    Problems found = problems.copy();
    PartitionAccount.Sums sums = PartitionAccount.Sums.NONE;
    for (Map<Integer, PartitionAccount> byPartition : accounts.values()) {
      for (PartitionAccount account : byPartition.values()) {
        account.report(found);
        sums = sums.plus(account.sums());
      }
    }
    uncountedEvents.forEach(
        (update, uncounted) -> {
          // An update that is set aside as a whole does not say how many events went before.
          if (uncounted != 0 && !isDead(update)) {
            found.add(Problems.Kind.EVENTS, update.source(), update.action());
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
            byReason,
            List.of());
    return totals.withProblems(found.sentences(totals));
  }

  private boolean isDead(UpdateName update) {
    SourcePosition source = update.source();
    return accounts
        .get(source.topic())
        .get(source.partition())
        .isDead(source.offset(), update.action());
  }

  private long count(Receipt.Status status) {
    return receipts.getOrDefault(status, 0L);
  }

  /** An update without its content. */
  private record UpdateName(SourcePosition source, @Nullable String action) {}
}
