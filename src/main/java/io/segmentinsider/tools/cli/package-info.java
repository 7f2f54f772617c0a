/** What an operator types: one command for each tool. */
package io.segmentinsider.tools.cli;
