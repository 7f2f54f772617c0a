package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;

/** A gap in a topic of events ends as a dead letter. */
record LostEvents() implements LostRecords<RawRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public String inWords() {
    return "Events of these positions are lost for this job; the dead letters name them.";
  }

  @Override
  public RawRecord record(SourcePosition first, OffsetGap gap) {
    return RawRecord.gap(first, gap);
  }
}
