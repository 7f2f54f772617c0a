/**
 * What looks at a job, or changes it, from a desk: check, preview, trace, compare, replay, upgrade,
 * the console, and the command line of all. Part of the local jar only; the job never refers to it.
 */
package io.segmentinsider.tools;
