package io.segmentinsider.record;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link DeadLetter} is written between tasks. */
public final class DeadLetterFormat implements ValueFormat<DeadLetter> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final Reason[] REASONS = Reason.values();
  private static final DeadLetter.Scope[] SCOPES = DeadLetter.Scope.values();

  @Override
  public Class<DeadLetter> type() {
    return DeadLetter.class;
  }

  @Override
  public void write(DeadLetter letter, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeConstant(out, letter.reason());
    BinaryFields.writeConstant(out, letter.scope());
    BinaryFields.writeText(out, letter.detail());
    BinaryFields.writeOrigin(out, letter.origin());
    BinaryFields.writeNullableText(out, letter.messageId());
    BinaryFields.writeNullableText(out, letter.mappingName());
    BinaryFields.writeNullableBytes(out, letter.original());
    BinaryFields.writeNullableBytes(out, letter.update());
  }

  @Override
  public DeadLetter read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(DeadLetter.class, in.readByte(), VERSION);
    return new DeadLetter(
        BinaryFields.readConstant(in, REASONS),
        BinaryFields.readConstant(in, SCOPES),
        BinaryFields.readText(in),
        BinaryFields.readOrigin(in),
        BinaryFields.readNullableText(in),
        BinaryFields.readNullableText(in),
        BinaryFields.readNullableBytes(in),
        BinaryFields.readNullableBytes(in));
  }
}
