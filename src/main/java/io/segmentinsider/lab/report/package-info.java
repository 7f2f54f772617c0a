/** What became of every published event, computed from the topics and the sandbox alone. */
package io.segmentinsider.lab.report;
