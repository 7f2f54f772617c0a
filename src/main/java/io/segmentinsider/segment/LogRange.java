package io.segmentinsider.segment;

/**
 * Which positions a partition has.
 *
 * @param begin the first one
 * @param end the one after the last one
 */
record LogRange(long begin, long end) {}
