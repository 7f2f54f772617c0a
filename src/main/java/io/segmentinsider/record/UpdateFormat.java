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
  private static final int VERSION = 4;

  /** The version that knew no repairs. */
  private static final int FIRST_VERSION = 1;

  /** Up to this version consent had a time in place of the person whose it is. */
  private static final int WITH_CONSENT_OF_ANYBODY = 2;

  /** Up to this version repairs had no fields. */
  private static final int WITH_KINDS_ALONE = 3;

  private static final Operation[] OPERATIONS = Operation.values();
  private static final Identifier.Kind[] KINDS = Identifier.Kind.values();

  @Override
  public Class<Update> type() {
    return Update.class;
  }

  @Override
  public void write(Update update, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeOrigin(out, update.origin());
    out.writeLong(update.recordTime());
    BinaryFields.writeText(out, update.messageId());
    BinaryFields.writeText(out, update.mappingName());
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
    writeOptin(out, update.knownOptin());
    out.writeBoolean(update.skipHook());
    out.writeBoolean(update.replayed());
    BinaryFields.writeCount(out, update.refusedEvents());
    out.writeLong(update.sequence());
    BinaryFields.writeBytes(out, update.data().encoded());
    RepairsFormat.write(out, update.repairs());
  }

  @Override
  public Update read(DataInputView in) throws IOException {
    int version = in.readByte();
    BinaryFields.requireVersion(Update.class, version, VERSION);
    SourcePosition origin = BinaryFields.readOrigin(in);
    long recordTime = in.readLong();
    String messageId = BinaryFields.readText(in);
    String mappingName = BinaryFields.readText(in);
    Operation operation = BinaryFields.readConstant(in, OPERATIONS);
    long eventTime = in.readLong();
    String anonymousId = BinaryFields.readNullableText(in);
    String userId = BinaryFields.readNullableText(in);
    List<Identifier> identifiers = readIdentifiers(in);
    String stitchedUserId = BinaryFields.readNullableText(in);
    String previousUserId = BinaryFields.readNullableText(in);
    String suppression = BinaryFields.readNullableText(in);
    Boolean gdprOptin = readNullableBoolean(in);
    GdprOptin knownOptin = null;
    if (version > WITH_CONSENT_OF_ANYBODY) {
      knownOptin = readOptin(in);
    } else if (in.readLong() != eventTime) {
      // What a link handed on, and nobody can say whose it was.
      gdprOptin = null;
    }
    return new Update(
        origin,
        recordTime,
        messageId,
        mappingName,
        operation,
        eventTime,
        anonymousId,
        userId,
        identifiers,
        stitchedUserId,
        previousUserId,
        suppression,
        gdprOptin,
        knownOptin,
        in.readBoolean(),
        in.readBoolean(),
        BinaryFields.readCount(in),
        in.readLong(),
        UserData.fromEncoded(BinaryFields.readBytes(in)),
        version == FIRST_VERSION
            ? Repairs.NONE
            : RepairsFormat.read(in, version > WITH_KINDS_ALONE));
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

  private static void writeOptin(DataOutputView out, @Nullable GdprOptin optin) throws IOException {
    writeNullableBoolean(out, optin == null ? null : optin.optedIn());
    if (optin != null) {
      out.writeLong(optin.at());
      BinaryFields.writeText(out, optin.owner());
    }
  }

  @Nullable
  private static GdprOptin readOptin(DataInputView in) throws IOException {
    Boolean optedIn = readNullableBoolean(in);
    return optedIn == null
        ? null
        : new GdprOptin(optedIn, in.readLong(), BinaryFields.readText(in));
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
