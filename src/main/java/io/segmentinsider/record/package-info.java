/**
 * The values that travel between the stages: what crosses the network, and what ends in a topic.
 *
 * <p>Every type here is immutable, and every serializer writes a version in front of each value, so
 * that state and records in flight of an older release stay readable.
 */
package io.segmentinsider.record;
