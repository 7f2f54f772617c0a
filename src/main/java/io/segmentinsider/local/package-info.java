/**
 * Everything that runs the job on one machine: an embedded broker, a stand-in for Insider, a
 * cluster of local processes, the demo, and the report that is computed from what they hold. Part
 * of the local jar only; the job never refers to it.
 */
package io.segmentinsider.local;
