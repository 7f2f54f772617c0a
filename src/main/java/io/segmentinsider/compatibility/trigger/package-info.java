/**
 * Segment's subscriptions (FQL), read as Segment reads them: without precedence, without nested
 * parentheses, and with the other oddities of {@code @segment/destination-subscriptions} 3.37.0
 * (docs/segment-spec.md#triggers).
 */
package io.segmentinsider.compatibility.trigger;
