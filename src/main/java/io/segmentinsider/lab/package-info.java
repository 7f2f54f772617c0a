/**
 * Everything that runs the job on one machine: an embedded broker, a cluster of local processes,
 * the demo, the benchmark, the soak, and the report that is computed from what they hold. Part of
 * the local jar only; the job never refers to it.
 */
package io.segmentinsider.lab;
