/** The console's web server: which requests it lets in, and how it answers them. */
package io.segmentinsider.tools.console.http;
