/** A Kafka broker inside this JVM. */
package io.segmentinsider.local.kafka;
