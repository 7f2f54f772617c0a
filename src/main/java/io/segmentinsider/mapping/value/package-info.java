/**
 * Brings single values into the form that Insider documents: one small pure class for each kind.
 *
 * <p>Every one answers null for a value that can't be brought into the form without guessing; what
 * that costs (a field, a line, an identifier) is decided by the caller.
 */
package io.segmentinsider.mapping.value;
