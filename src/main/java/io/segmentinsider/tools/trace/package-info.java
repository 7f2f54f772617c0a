/** Follows one event, or the events of one user, from Kafka to its ends: job/trace. */
package io.segmentinsider.tools.trace;
