/** Segment events from a file or the bundled day into a Kafka topic, once or many times over. */
package io.segmentinsider.lab.publish;
