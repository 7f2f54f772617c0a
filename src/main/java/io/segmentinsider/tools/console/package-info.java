/** The console: pages that show what the job does and why, and the interface behind them. */
package io.segmentinsider.tools.console;
