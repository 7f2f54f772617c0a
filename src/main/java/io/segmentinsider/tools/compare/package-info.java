/** What the job in the shadow would leave at Insider, beside what Segment's destination does. */
package io.segmentinsider.tools.compare;
