/**
 * What Segment does, without Flink and without Insider: its mapping language, its triggers, its
 * Liquid and JavaScript's ways with values, and the ten actions of its destination.
 */
package io.segmentinsider.compatibility;
