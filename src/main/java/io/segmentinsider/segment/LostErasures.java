package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;
import javax.annotation.Nullable;

/** A gap in the control topic stands for no event, so no dead letter is about it. */
record LostErasures<T>() implements LostRecords<T> {

  private static final long serialVersionUID = 1L;

  @Override
  public String inWords() {
    return "These positions said whose deletion Insider had confirmed. Identifiers of these people"
        + " stay known as theirs until identity.link-ttl has passed.";
  }

  @Override
  @Nullable
  public T record(SourcePosition first, OffsetGap gap) {
    return null;
  }
}
