/**
 * Plays whole histories with the profile stage and the dispatcher in one thread under simulated
 * time: a seed gives the input, the faults, crashes and another parallelism. A plain specification
 * judges how it ended, and what Insider has of each person then.
 */
package io.segmentinsider.delivery.simulation;
