/** The benchmark: the job beside its ceilings and a naive job, each in a process of its own. */
package io.segmentinsider.lab.bench;
