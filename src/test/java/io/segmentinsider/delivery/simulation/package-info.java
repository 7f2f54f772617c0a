/**
 * Plays whole histories with the dispatcher in one thread under simulated time: a seed gives the
 * input, the faults, crashes and another parallelism. A plain specification judges how it ended.
 */
package io.segmentinsider.delivery.simulation;
