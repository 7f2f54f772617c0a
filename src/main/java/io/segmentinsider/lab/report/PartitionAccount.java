package io.segmentinsider.lab.report;

import io.segmentinsider.record.SourcePosition;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * The outcomes of one partition, as bits by offset. The events of a record that holds several have
 * bits of their own behind those of all offsets.
 */
final class PartitionAccount {

  /** Stands for the action of a repeat that names none. */
  private static final String NO_ACTION = "";

  private final SourceRange range;
  private final Map<Long, Integer> firstBits = new HashMap<>();
  private final TreeMap<Integer, SourcePosition> severalByBit = new TreeMap<>();
  private int nextBit;
  private final Map<String, BitSet> endedByAction = new HashMap<>();
  private final Map<String, BitSet> updatesByAction = new HashMap<>();
  private final Map<String, BitSet> deadByAction = new HashMap<>();
  private final BitSet accepted = new BitSet();
  private final BitSet repeated = new BitSet();
  private final BitSet refusedUpdates = new BitSet();
  private final BitSet refusedRecords = new BitSet();
  private final BitSet unmatched = new BitSet();
  private final BitSet noRecord = new BitSet();
  private final BitSet young = new BitSet();

  PartitionAccount(SourceRange range) {
    this.range = range;
    this.nextBit = Math.toIntExact(range.size());
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

  /** Whether all that was heard of its record says of how many events it is. */
  boolean agreesWith(SourcePosition source) {
    Integer first = firstBits.get(source.offset());
    int known = first == null ? source.of() : severalByBit.get(first).of();
    return (source.of() == 1 || known == source.of())
        && source.index() >= 0
        && source.index() < source.of();
  }

  /** How many events there are besides the first of each record. */
  long furtherEvents() {
    return severalByBit.values().stream().mapToLong(source -> source.of() - 1L).sum();
  }

  /**
   * An update ended otherwise than as a repeat.
   *
   * @param afterMapping false if the mapping could not make it
   * @return false if it had ended before
   */
  boolean update(SourcePosition source, @Nullable String action, boolean afterMapping) {
    int index = index(source);
    (afterMapping ? accepted : refusedUpdates).set(index);
    bits(updatesByAction, action).set(index);
    return setFirst(bits(endedByAction, action), index);
  }

  /** An update ended as a dead letter; otherwise as {@link #update}. */
  boolean deadUpdate(SourcePosition source, @Nullable String action, boolean afterMapping) {
    bits(deadByAction, action).set(index(source));
    return update(source, action, afterMapping);
  }

  /** Whether an update ended as a dead letter. */
  boolean isDead(SourcePosition source, @Nullable String action) {
    return bits(deadByAction, action).get(index(source));
  }

  /** An update was seen before. */
  boolean repeat(SourcePosition source, @Nullable String action) {
    repeated.set(index(source));
    return setFirst(bits(endedByAction, action), index(source));
  }

  /** The whole record, or the whole of one of its events, could not be read. */
  boolean refused(SourcePosition source) {
    return setFirst(refusedRecords, index(source));
  }

  /** No mapping wanted the event. */
  boolean unmatched(SourcePosition source) {
    return setFirst(unmatched, index(source));
  }

  private int index(SourcePosition source) {
    if (source.of() == 1) {
      return Math.toIntExact(source.offset() - range.begin());
    }
    Integer first = firstBits.get(source.offset());
    if (first == null) {
      first = nextBit;
      nextBit = Math.addExact(nextBit, source.of());
      firstBits.put(source.offset(), first);
      severalByBit.put(first, source);
    }
    return first + source.index();
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
    BitSet several = new BitSet();
    firstBits.keySet().forEach(offset -> several.set(Math.toIntExact(offset - range.begin())));
    BitSet ofUpdates = copy(accepted);
    ofUpdates.or(repeated);
    ofUpdates.or(refusedUpdates);

    BitSet contradicting = copy(ofUpdates);
    contradicting.or(unmatched);
    contradicting.and(refusedRecords);
    BitSet wanted = copy(ofUpdates);
    wanted.and(unmatched);
    contradicting.or(wanted);
    BitSet asOne = copy(ofUpdates);
    asOne.or(refusedRecords);
    asOne.or(unmatched);
    asOne.and(several);
    contradicting.or(asOne);
    contradicting.stream()
        .forEach(index -> problems.add(Problems.Kind.CONTRADICTION, position(index), null));

    BitSet lost = copy(ofUpdates);
    lost.or(refusedRecords);
    lost.or(unmatched);
    lost.flip(0, nextBit);
    lost.andNot(several);
    lost.andNot(noRecord);
    lost.andNot(young);
    lost.stream().forEach(index -> problems.add(Problems.Kind.LOST, position(index), null));
  }

  long begin() {
    return range.begin();
  }

  /** Records without any outcome, counted from the begin of the range. */
  BitSet missing() {
    BitSet missing = copy(accepted);
    missing.or(repeated);
    missing.or(refusedUpdates);
    missing.or(refusedRecords);
    missing.or(unmatched);
    missing.flip(0, Math.toIntExact(range.size()));
    missing.clear(Math.toIntExact(range.size()), nextBit);
    firstBits.keySet().forEach(offset -> missing.clear(Math.toIntExact(offset - range.begin())));
    return missing;
  }

  /** Replaces what is known of records without an outcome. */
  void explain(BitSet offsetsWithoutRecord, BitSet youngRecords) {
    noRecord.clear();
    noRecord.or(offsetsWithoutRecord);
    young.clear();
    young.or(youngRecords);
  }

  long withoutRecord() {
    return noRecord.cardinality();
  }

  long underWay() {
    return young.cardinality();
  }

  private SourcePosition position(int index) {
    if (index < range.size()) {
      return new SourcePosition(range.topic(), range.partition(), range.begin() + index);
    }
    Map.Entry<Integer, SourcePosition> record = severalByBit.floorEntry(index);
    return record.getValue().at(index - record.getKey(), record.getValue().of());
  }

  private static BitSet copy(BitSet bits) {
    return (BitSet) bits.clone();
  }
}
