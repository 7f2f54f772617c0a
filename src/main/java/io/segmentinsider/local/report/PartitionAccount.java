package io.segmentinsider.local.report;

import io.segmentinsider.record.SourcePosition;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;

/** The outcomes of one partition, as bits by offset. */
final class PartitionAccount {

  /** Stands for the action of a repeat that names none. */
  private static final String NO_ACTION = "";

  private final SourceRange range;
  private final Map<String, BitSet> endedByAction = new HashMap<>();
  private final Map<String, BitSet> updatesByAction = new HashMap<>();
  private final Map<String, BitSet> deadByAction = new HashMap<>();
  private final BitSet accepted = new BitSet();
  private final BitSet repeated = new BitSet();
  private final BitSet refusedUpdates = new BitSet();
  private final BitSet refusedRecords = new BitSet();
  private final BitSet unmatched = new BitSet();

  PartitionAccount(SourceRange range) {
    this.range = range;
  }

  /**
   * How many records ended in which way, and of how many updates.
   *
   * @param accepted one of its updates went on after mapping
   * @param repeats otherwise, one of its updates was seen before
   * @param unmatched no mapping wanted it
   * @param refused it could not be read, or none of its updates could be mapped
   * @param updates different updates, repeats not among them
   */
  record Sums(long accepted, long repeats, long unmatched, long refused, long updates) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0);

    Sums plus(Sums other) {
      return new Sums(
          accepted + other.accepted,
          repeats + other.repeats,
          unmatched + other.unmatched,
          refused + other.refused,
          updates + other.updates);
    }
  }

  boolean covers(long offset) {
    return offset >= range.begin() && offset < range.end();
  }

  /**
   * An update ended otherwise than as a repeat.
   *
   * @param afterMapping false if the mapping could not make it
   * @return false if it had ended before
   */
  boolean update(long offset, @Nullable String action, boolean afterMapping) {
    int index = index(offset);
    (afterMapping ? accepted : refusedUpdates).set(index);
    bits(updatesByAction, action).set(index);
    return setFirst(bits(endedByAction, action), index);
  }

  /** An update ended as a dead letter; otherwise as {@link #update}. */
  boolean deadUpdate(long offset, @Nullable String action, boolean afterMapping) {
    bits(deadByAction, action).set(index(offset));
    return update(offset, action, afterMapping);
  }

  /** Whether an update ended as a dead letter. */
  boolean isDead(long offset, @Nullable String action) {
    return bits(deadByAction, action).get(index(offset));
  }

  /** An update was seen before. */
  boolean repeat(long offset, @Nullable String action) {
    repeated.set(index(offset));
    return setFirst(bits(endedByAction, action), index(offset));
  }

  /** The whole record could not be read. */
  boolean refused(long offset) {
    return setFirst(refusedRecords, index(offset));
  }

  /** No mapping wanted the record. */
  boolean unmatched(long offset) {
    return setFirst(unmatched, index(offset));
  }

  private int index(long offset) {
    return Math.toIntExact(offset - range.begin());
  }

  private static BitSet bits(Map<String, BitSet> byAction, @Nullable String action) {
    return byAction.computeIfAbsent(action == null ? NO_ACTION : action, name -> new BitSet());
  }

  private static boolean setFirst(BitSet bits, int index) {
    boolean first = !bits.get(index);
    bits.set(index);
    return first;
  }

  Sums sums() {
    BitSet rest = copy(accepted);
    int acceptedRecords = rest.cardinality();
    int repeats = countAndAdd(rest, repeated);
    BitSet refused = copy(refusedUpdates);
    refused.or(refusedRecords);
    int refusedCount = countAndAdd(rest, refused);
    int unmatchedCount = countAndAdd(rest, unmatched);
    long updates = 0;
    for (BitSet bits : updatesByAction.values()) {
      updates += bits.cardinality();
    }
    return new Sums(acceptedRecords, repeats, unmatchedCount, refusedCount, updates);
  }

  /** Counts those that are not counted yet. */
  private static int countAndAdd(BitSet counted, BitSet candidates) {
    int before = counted.cardinality();
    counted.or(candidates);
    return counted.cardinality() - before;
  }

  /** Names the positions without an outcome, and those whose outcomes contradict each other. */
  void report(Problems problems) {
    BitSet ofUpdates = copy(accepted);
    ofUpdates.or(repeated);
    ofUpdates.or(refusedUpdates);

    BitSet contradicting = copy(ofUpdates);
    contradicting.or(unmatched);
    contradicting.and(refusedRecords);
    BitSet wanted = copy(ofUpdates);
    wanted.and(unmatched);
    contradicting.or(wanted);
    contradicting.stream()
        .forEach(index -> problems.add(Problems.Kind.CONTRADICTION, position(index), null));

    BitSet lost = copy(ofUpdates);
    lost.or(refusedRecords);
    lost.or(unmatched);
    lost.flip(0, Math.toIntExact(range.size()));
    lost.stream().forEach(index -> problems.add(Problems.Kind.LOST, position(index), null));
  }

  private SourcePosition position(int index) {
    return new SourcePosition(range.topic(), range.partition(), range.begin() + index);
  }

  private static BitSet copy(BitSet bits) {
    return (BitSet) bits.clone();
  }
}
