/**
 * The few conversions of ECMAScript that Segment's mapping language shows through: to text, to
 * numbers, to truth, to dates. Java's null stands for {@code undefined}.
 */
package io.segmentinsider.compatibility.javascript;
