/**
 * Regression cases for mappings: what a mapping, an action or a trigger is to make of an input, one
 * JSON object each. The forms are those in which Segment's own behaviour was recorded.
 */
package io.segmentinsider.mapping.cases;
