/**
 * Segment's mapping language: JSON in which an object with one key that starts with {@code @} is a
 * directive. A mapping is compiled once and then resolved against every event.
 *
 * <p>What the directives do, down to their oddities, is what Segment's published
 * {@code @segment/actions-core} 3.170.0 does; the cases in {@code src/test/resources/parity} were
 * made with it (docs/segment-spec.md#mapping-language).
 */
package io.segmentinsider.compatibility.language;
