package io.segmentinsider.record;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link Receipt} is written between tasks. */
public final class ReceiptFormat implements ValueFormat<Receipt> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final Receipt.Status[] STATUSES = Receipt.Status.values();

  @Override
  public Class<Receipt> type() {
    return Receipt.class;
  }

  @Override
  public void write(Receipt receipt, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeOrigin(out, receipt.origin());
    BinaryFields.writeText(out, receipt.messageId());
    BinaryFields.writeNullableText(out, receipt.mappingName());
    BinaryFields.writeConstant(out, receipt.status());
    BinaryFields.writeNullableText(out, receipt.reason());
    BinaryFields.writeCount(out, receipt.refusedEvents());
    BinaryFields.writeCount(out, receipt.attempts());
    out.writeLong(receipt.latencyMs());
    RepairsFormat.write(out, receipt.repairs());
  }

  @Override
  public Receipt read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(Receipt.class, in.readByte(), VERSION);
    return new Receipt(
        BinaryFields.readOrigin(in),
        BinaryFields.readText(in),
        BinaryFields.readNullableText(in),
        BinaryFields.readConstant(in, STATUSES),
        BinaryFields.readNullableText(in),
        BinaryFields.readCount(in),
        BinaryFields.readCount(in),
        in.readLong(),
        RepairsFormat.read(in));
  }
}
