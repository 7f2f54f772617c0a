package io.segmentinsider.tools.preview;

import javax.annotation.Nullable;

/**
 * Where an event stands in what a person gave.
 *
 * @param file null if there is only one input
 * @param line from 1
 */
public record EventPlace(@Nullable String file, int line) {}
