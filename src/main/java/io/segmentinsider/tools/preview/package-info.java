/** What the job would make of events, for people who want to see it before it is sent. */
package io.segmentinsider.tools.preview;
