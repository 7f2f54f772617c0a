package io.segmentinsider.record;

import java.io.IOException;
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

  /** Stands for the kind and the name of a device. */
  private static final int DEVICE = 0x7F;

  @Override
  public Class<Update> type() {
    return Update.class;
  }

  @Override
  public void write(Update update, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    update.header().write(out);
    BinaryFields.writeConstant(out, update.operation());
    writePerson(out, update.person());
    BinaryFields.writeNullableText(out, update.suppression());
    out.writeBoolean(update.skipHook());
    BinaryFields.writeCount(out, update.refusedEvents());
    BinaryFields.writeNumber(out, update.sequence());
    RepairsFormat.write(out, update.repairs());
    BinaryFields.writeBytes(out, update.data().encoded());
  }

  @Override
  public Update read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(Update.class, in.readByte(), VERSION);
    return new Update(
        UpdateHeader.read(in),
        BinaryFields.readConstant(in, OPERATIONS),
        readPerson(in),
        BinaryFields.readNullableText(in),
        in.readBoolean(),
        new Update.Progress(
            BinaryFields.readCount(in), BinaryFields.readNumber(in), RepairsFormat.read(in)),
        UserData.fromEncoded(BinaryFields.readBytes(in)));
  }

  @SuppressWarnings("EnumOrdinal")
  private static void writePerson(DataOutputView out, Person person) throws IOException {
    List<Identifier> identifiers = person.identifiers();
    BinaryFields.writeCount(out, identifiers.size());
    for (int i = 0; i < identifiers.size(); i++) {
      Identifier identifier = identifiers.get(i);
      out.writeByte(identifier.isDevice() ? DEVICE : identifier.kind().ordinal());
      if (identifier.kind() == Identifier.Kind.CUSTOM && !identifier.isDevice()) {
        BinaryFields.writeText(out, identifier.name());
      }
      BinaryFields.writeText(out, identifier.value());
      BinaryFields.writeNullableText(out, identifier.claimedBy());
    }
    BinaryFields.writeNullableText(out, person.stitchedUserId());
    BinaryFields.writeNullableText(out, person.previousUserId());
    writeNullableBoolean(out, person.gdprOptin());
    writeOptin(out, person.knownOptin());
  }

  private static Person readPerson(DataInputView in) throws IOException {
    return new Person(
        readIdentifiers(in),
        BinaryFields.readNullableText(in),
        BinaryFields.readNullableText(in),
        readNullableBoolean(in),
        readOptin(in));
  }

  private static List<Identifier> readIdentifiers(DataInputView in) throws IOException {
    Identifier[] identifiers = new Identifier[BinaryFields.readCount(in)];
    for (int i = 0; i < identifiers.length; i++) {
      identifiers[i] = readIdentifier(in);
    }
    return List.of(identifiers);
  }

  private static Identifier readIdentifier(DataInputView in) throws IOException {
    int first = in.readByte();
    Identifier.Kind kind =
        first == DEVICE ? Identifier.Kind.CUSTOM : BinaryFields.constant(first, KINDS);
    String name =
        switch (kind) {
          case UUID -> Identifier.USER_ID;
          case EMAIL -> Identifier.EMAIL;
          case PHONE_NUMBER -> Identifier.PHONE_NUMBER;
          case CUSTOM ->
              first == DEVICE ? Identifier.SEGMENT_ANONYMOUS_ID : BinaryFields.readText(in);
        };
    String value = BinaryFields.readText(in);
    return new Identifier(kind, name, value, BinaryFields.readNullableText(in));
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
