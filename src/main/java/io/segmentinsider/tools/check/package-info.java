/** What would keep the job from running, found before it is started. */
package io.segmentinsider.tools.check;
