/** First stage: the bytes of Kafka become Segment events, parsed once; what is none is refused. */
package io.segmentinsider.segment;
