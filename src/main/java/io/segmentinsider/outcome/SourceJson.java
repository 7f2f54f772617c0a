package io.segmentinsider.outcome;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.SourcePosition;

/** The member {@code source} of receipts and dead letters. */
final class SourceJson {

  private SourceJson() {}

  static void write(SourcePosition source, JsonBuffer out) {
    out.ascii("{\"topic\":").text(source.topic());
    out.ascii(",\"partition\":").integer(source.partition());
    out.ascii(",\"offset\":").integer(source.offset());
    if (source.of() > 1) {
      out.ascii(",\"index\":").integer(source.index());
      out.ascii(",\"of\":").integer(source.of());
    }
    out.ascii("}");
  }
}
