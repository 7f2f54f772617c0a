/**
 * The ten actions of Segment's own destination, "Insider Cloud Mode (Actions)", as {@code
 * @segment/action-destinations} 3.497.0 runs them: what becomes of a resolved mapping until it is a
 * user object of Insider's upsert. Strict: one value that does not fit refuses the whole event
 * (docs/segment-spec.md#segments-destination-for-insider).
 */
package io.segmentinsider.compatibility.action;
