package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonBuffer;
import java.util.Arrays;
import javax.annotation.Nullable;

/**
 * The parameters of one product line as JSON, without the quantity. What the order says is not
 * copied into each: there are only cuts, which lead to where it stands in the text of the order.
 * Two lines are equal if their whole texts are. Whoever writes an event can choose lines that have
 * one hash, so there is an order, by which a map finds its way among these.
 */
final class LineText implements Comparable<LineText> {

  private final OrderText order;
  private final byte[] own;
  private final int[] cuts;
  private final int size;
  private final int hash;

  /**
   * A text.
   *
   * @param order what the order says
   * @param whole the whole text
   * @param runs three numbers for each piece of the whole text that the order says, in ascending
   *     order: its place there, and from where to where it stands in the order's text
   */
  LineText(OrderText order, JsonBuffer whole, int[] runs) {
    this.order = order;
    this.size = whole.size();
    this.hash = whole.contentHash();
    this.cuts = runs.clone();
    JsonBuffer rest = new JsonBuffer(size);
    int from = 0;
    for (int i = 0; i < runs.length; i += 3) {
      rest.json(whole, from, runs[i]);
      cuts[i] = rest.size();
      from = runs[i] + runs[i + 2] - runs[i + 1];
    }
    this.own = rest.json(whole, from, size).toBytes();
  }

  /** Bytes of the whole text. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Appends the whole text. */
  void appendTo(JsonBuffer out) {
    int at = 0;
    for (int i = 0; i < cuts.length; i += 3) {
      out.json(own, at, cuts[i]);
      order.appendTo(out, cuts[i + 1], cuts[i + 2]);
      at = cuts[i];
    }
    out.json(own, at, own.length);
  }

  /** What it says itself. */
  byte[] own() {
    return own;
  }

  /**
   * The cuts for an entry in whose own text this one's stands at a place.
   *
   * @param place of its own text
   */
  int[] cutsAt(int place) {
    int[] moved = cuts.clone();
    for (int i = 0; i < moved.length; i += 3) {
      moved[i] += place;
      moved[i + 1] = order.place(moved[i + 1]);
      moved[i + 2] = order.place(moved[i + 2]);
    }
    return moved;
  }

  private byte[] whole() {
    JsonBuffer whole = new JsonBuffer(size);
    appendTo(whole);
    return whole.toBytes();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LineText that
        && size == that.size
        && hash == that.hash
        && ((Arrays.equals(own, that.own) && Arrays.equals(cuts, that.cuts))
            || Arrays.equals(whole(), that.whole()));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** By hash, size and whole text. */
  @Override
  public int compareTo(LineText other) {
    int byHash = Integer.compare(hash, other.hash);
    int bySize = byHash == 0 ? Integer.compare(size, other.size) : byHash;
    return bySize == 0 && !equals(other) ? Arrays.compare(whole(), other.whole()) : bySize;
  }
}
