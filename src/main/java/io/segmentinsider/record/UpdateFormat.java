package io.segmentinsider.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How an {@link Update} is written between tasks and in the delivery stage's state. */
public final class UpdateFormat implements ValueFormat<Update> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final Operation[] OPERATIONS = Operation.values();
  private static final Identifier.Kind[] KINDS = Identifier.Kind.values();

  @Override
  public Class<Update> type() {
    return Update.class;
  }

  @Override
  public void write(Update update, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeSource(out, update.source());
    out.writeLong(update.recordTime());
    BinaryFields.writeText(out, update.messageId());
    BinaryFields.writeText(out, update.action());
    BinaryFields.writeConstant(out, update.operation());
    out.writeLong(update.eventTime());
    BinaryFields.writeNullableText(out, update.anonymousId());
    BinaryFields.writeNullableText(out, update.userId());
    BinaryFields.writeCount(out, update.identifiers().size());
    for (Identifier identifier : update.identifiers()) {
      BinaryFields.writeConstant(out, identifier.kind());
      if (identifier.kind() == Identifier.Kind.CUSTOM) {
        BinaryFields.writeText(out, identifier.name());
      }
      BinaryFields.writeText(out, identifier.value());
      BinaryFields.writeNullableText(out, identifier.claimedBy());
    }
    BinaryFields.writeNullableText(out, update.stitchedUserId());
    BinaryFields.writeNullableText(out, update.previousUserId());
    BinaryFields.writeNullableText(out, update.suppression());
    writeNullableBoolean(out, update.gdprOptin());
    out.writeLong(update.gdprTime());
    out.writeBoolean(update.skipHook());
    out.writeBoolean(update.replayed());
    BinaryFields.writeCount(out, update.refusedEvents());
    out.writeLong(update.sequence());
    BinaryFields.writeBytes(out, update.data().encoded());
  }

  @Override
  public Update read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(Update.class, in.readByte(), VERSION);
    return new Update(
        BinaryFields.readSource(in),
        in.readLong(),
        BinaryFields.readText(in),
        BinaryFields.readText(in),
        BinaryFields.readConstant(in, OPERATIONS),
        in.readLong(),
        BinaryFields.readNullableText(in),
        BinaryFields.readNullableText(in),
        readIdentifiers(in),
        BinaryFields.readNullableText(in),
        BinaryFields.readNullableText(in),
        BinaryFields.readNullableText(in),
        readNullableBoolean(in),
        in.readLong(),
        in.readBoolean(),
        in.readBoolean(),
        BinaryFields.readCount(in),
        in.readLong(),
        UserData.fromEncoded(BinaryFields.readBytes(in)));
  }

  private static List<Identifier> readIdentifiers(DataInputView in) throws IOException {
    int count = BinaryFields.readCount(in);
    List<Identifier> identifiers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Identifier.Kind kind = BinaryFields.readConstant(in, KINDS);
      Identifier identifier =
          switch (kind) {
            case UUID -> Identifier.uuid(BinaryFields.readText(in));
            case EMAIL -> Identifier.email(BinaryFields.readText(in));
            case PHONE_NUMBER -> Identifier.phoneNumber(BinaryFields.readText(in));
            case CUSTOM -> Identifier.custom(BinaryFields.readText(in), BinaryFields.readText(in));
          };
      identifiers.add(identifier.claimed(BinaryFields.readNullableText(in)));
    }
    return identifiers;
  }

  private static void writeNullableBoolean(DataOutputView out, @Nullable Boolean value)
      throws IOException {
    out.writeByte(value == null ? 0 : value ? 1 : 2);
  }

  @Nullable
  private static Boolean readNullableBoolean(DataInputView in) throws IOException {
    byte value = in.readByte();
    return value == 0 ? null : Boolean.valueOf(value == 1);
  }
}
