/** Sends dead letters again: job/replay. */
package io.segmentinsider.local.replay;
