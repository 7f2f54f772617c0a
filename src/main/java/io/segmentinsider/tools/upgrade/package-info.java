/** Brings a job to another jar, configuration, mapping or parallelism, and back: job/upgrade. */
package io.segmentinsider.tools.upgrade;
