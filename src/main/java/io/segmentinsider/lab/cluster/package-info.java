/**
 * A broker, a local Insider, a JobManager and TaskManagers as processes of their own on this
 * machine: what a real cluster is, as far as a job can tell.
 */
package io.segmentinsider.lab.cluster;
