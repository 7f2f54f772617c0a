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

  /** Stands for the mapping name of a repeat that names none. */
  private static final String NO_NAME = "";

  private final SourceRange range;
  private final Map<Long, Integer> firstBits = new HashMap<>();
  private final TreeMap<Integer, SourcePosition> severalByBit = new TreeMap<>();
  private int nextBit;
  private final Map<String, BitSet> endedByMapping = new HashMap<>();
  private final Map<String, BitSet> updatesByMapping = new HashMap<>();
  private final Map<String, BitSet> deadByMapping = new HashMap<>();
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
  boolean agreesWith(SourcePosition origin) {
    Integer first = firstBits.get(origin.offset());
    int known = first == null ? origin.of() : severalByBit.get(first).of();
    return (origin.of() == 1 || known == origin.of())
        && origin.index() >= 0
        && origin.index() < origin.of();
  }

  /** How many events there are besides the first of each record. */
  long furtherEvents() {
    return severalByBit.values().stream().mapToLong(origin -> origin.of() - 1L).sum();
  }

  /**
   * An update ended otherwise than as a repeat.
   *
   * @param afterMapping false if the mapping could not make it
   * @return false if it had ended before
   */
  boolean update(SourcePosition origin, @Nullable String mappingName, boolean afterMapping) {
    int index = index(origin);
    (afterMapping ? accepted : refusedUpdates).set(index);
    bits(updatesByMapping, mappingName).set(index);
    return setFirst(bits(endedByMapping, mappingName), index);
  }

  /** An update ended as a dead letter; otherwise as {@link #update}. */
  boolean deadUpdate(SourcePosition origin, @Nullable String mappingName, boolean afterMapping) {
    bits(deadByMapping, mappingName).set(index(origin));
    return update(origin, mappingName, afterMapping);
  }

  /** Whether an update ended as a dead letter. */
  boolean isDead(SourcePosition origin, @Nullable String mappingName) {
    return bits(deadByMapping, mappingName).get(index(origin));
  }

  /** An update was seen before. */
  boolean repeat(SourcePosition origin, @Nullable String mappingName) {
    repeated.set(index(origin));
    return setFirst(bits(endedByMapping, mappingName), index(origin));
  }

  /** The whole record, or the whole of one of its events, could not be read. */
  boolean refused(SourcePosition origin) {
    return setFirst(refusedRecords, index(origin));
  }

  /** No mapping wanted the event. */
  boolean unmatched(SourcePosition origin) {
    return setFirst(unmatched, index(origin));
  }

  private int index(SourcePosition origin) {
    if (origin.of() == 1) {
      return Math.toIntExact(origin.offset() - range.begin());
    }
    Integer first = firstBits.get(origin.offset());
    if (first == null) {
      first = nextBit;
      nextBit = Math.addExact(nextBit, origin.of());
      firstBits.put(origin.offset(), first);
      severalByBit.put(first, origin);
    }
    return first + origin.index();
  }

  private static BitSet bits(Map<String, BitSet> byMapping, @Nullable String mappingName) {
    return byMapping.computeIfAbsent(
        mappingName == null ? NO_NAME : mappingName, name -> new BitSet());
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
    for (BitSet bits : updatesByMapping.values()) {
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
