package io.segmentinsider.mapping.guide;

import io.segmentinsider.record.Repair;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * A value in the form of its field, and what there is to say about how it was read. Values with
 * nothing to say about them come without it.
 *
 * @param value in the form of the type
 * @param repair what was done; null if nothing that counts was
 * @param currencies what the sign of an amount can stand for; null if it has none
 * @param namesCurrency whether they are no sign but the name that came with the amount
 */
record Converted(
    Object value,
    @Nullable Repair.Kind repair,
    @Nullable Set<String> currencies,
    boolean namesCurrency) {

  /** A value whose amount has a sign at most. */
  Converted(Object value, @Nullable Repair.Kind repair, @Nullable Set<String> currencies) {
    this(value, repair, currencies, false);
  }
}
