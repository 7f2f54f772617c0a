/** A Kafka broker inside this JVM, and how the tools reach any other one. */
package io.segmentinsider.lab.kafka;
