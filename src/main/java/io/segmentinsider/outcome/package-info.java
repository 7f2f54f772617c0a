/** Last stage: receipts and dead letters in the JSON that operators and tools read from Kafka. */
package io.segmentinsider.outcome;
