/** Looks into the state of the job without running it. */
package io.segmentinsider.tools.inspect;
