/** Sends dead letters again: job/replay. */
package io.segmentinsider.tools.replay;
