package io.segmentinsider.mapping;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Update;
import java.util.List;

/** Provisional. */
public record MappingResult(
    List<Update> updates, List<DeadLetter> deadLetters, List<String> repairs, boolean unmatched) {}
