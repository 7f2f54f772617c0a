package io.segmentinsider.mapping;

import io.segmentinsider.segment.SegmentEvent;
import java.util.List;

/** Provisional. */
public final class Mapper {
  /** Provisional. */
  public MappingResult map(SegmentEvent event) {
    return new MappingResult(List.of(), List.of(), List.of(), true);
  }
}
