package io.segmentinsider.record;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink's descriptions of the values that cross the network. */
public final class RecordTypes {

  /** Type of {@link Update}. */
  public static final TypeInformation<Update> UPDATE =
      new ValueTypeInformation<>(new UpdateFormat());

  /** Type of {@link Receipt}. */
  public static final TypeInformation<Receipt> RECEIPT =
      new ValueTypeInformation<>(new ReceiptFormat());

  /** Type of {@link DeadLetter}. */
  public static final TypeInformation<DeadLetter> DEAD_LETTER =
      new ValueTypeInformation<>(new DeadLetterFormat());

  /** Type of the keys by which state is kept. */
  public static final TypeInformation<String> KEY = new ValueTypeInformation<>(new KeyFormat());

  private RecordTypes() {}
}
