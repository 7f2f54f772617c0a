/** Whether the job is well: what Flink and the topics say of it, now and in the last minutes. */
package io.segmentinsider.tools.console.watch;
