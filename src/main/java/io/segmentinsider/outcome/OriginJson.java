package io.segmentinsider.outcome;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.SourcePosition;

/** An origin, the member {@code source} of receipts and dead letters. */
final class OriginJson {

  private OriginJson() {}

  static void write(SourcePosition origin, JsonBuffer out) {
    out.ascii("{\"topic\":").text(origin.topic());
    out.ascii(",\"partition\":").integer(origin.partition());
    out.ascii(",\"offset\":").integer(origin.offset());
    if (origin.of() > 1) {
      out.ascii(",\"index\":").integer(origin.index());
      out.ascii(",\"of\":").integer(origin.of());
    }
    out.ascii("}");
  }
}
