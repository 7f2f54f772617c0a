package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;
import java.io.Serializable;
import javax.annotation.Nullable;

/** What it means that the records of a gap are gone. */
interface LostRecords<T> extends Serializable {

  /** For the log: a sentence. */
  String inWords();

  /**
   * What goes down the stream in their place.
   *
   * @param first the first position that is missing
   * @return null if nothing does
   */
  @Nullable
  T record(SourcePosition first, OffsetGap gap);
}
