package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.delivery.ShadowCall;
import io.segmentinsider.delivery.ShadowCallFormat;
import io.segmentinsider.identity.Link;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.identity.LinkChangeFormat;
import io.segmentinsider.identity.LinkFormat;
import io.segmentinsider.identity.MessagePage;
import io.segmentinsider.identity.MessagePageFormat;
import io.segmentinsider.profile.ProfileState;
import io.segmentinsider.profile.ProfileStateFormat;
import io.segmentinsider.profile.SentAttributes;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.DeadLetterFormat;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.KeyFormat;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.ReceiptFormat;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UpdateFormat;
import io.segmentinsider.record.UserData;
import io.segmentinsider.record.ValueFormat;
import io.segmentinsider.record.ValueSerializer;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.RawRecordFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every value that is kept in state or crosses the network, in the bytes of every version that was
 * ever written. The files under {@code state/} are never changed: a new version adds a file, and
 * the old ones stay readable.
 */
class StateEvolutionTest {

  private static final SourcePosition SOURCE = new SourcePosition("segment-events", 3, 4711);

  /** One value of a type, and the file that holds it in the bytes of a version. */
  private record Kept<T>(String file, ValueFormat<T> format, T value) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Kept<?>> kept() {
    return Stream.of(
        new Kept<>("link-2", new LinkFormat(), link()),
        new Kept<>(
            "message-page-1",
            new MessagePageFormat(),
            new MessagePage(
                List.of(
                    new MessagePage.Hour(493_785, new long[] {-7, 42}),
                    new MessagePage.Hour(493_786, new long[] {1})),
                true)),
        new Kept<>("profile-2", new ProfileStateFormat(), profile()),
        new Kept<>("update-1", new UpdateFormat(), update()),
        new Kept<>("receipt-1", new ReceiptFormat(), receipt()),
        new Kept<>(
            "link-change-1",
            new LinkChangeFormat(),
            new LinkChange("device", LinkChange.Kind.MOVED, 900, SOURCE, "0a1b", "2c3d", "4e5f")));
  }

  @ParameterizedTest
  @MethodSource("kept")
  <T> void everyVersionEverWrittenIsRead(Kept<T> kept) throws IOException {
    assertThat(kept.format().read(new DataInputDeserializer(bytesOf(kept.file()))))
        .isEqualTo(kept.value());
  }

  static Stream<Kept<?>> older() {
    return Stream.of(
        new Kept<>(
            "link-1",
            new LinkFormat(),
            new Link(link().owners(), null, 0, null, 0, "uuid:mother", 300)),
        new Kept<>(
            "profile-1",
            new ProfileStateFormat(),
            new ProfileState(7, 86_400_000, List.of(), sent(0, 1), null, 0, null, 0)));
  }

  @ParameterizedTest
  @MethodSource("older")
  <T> void whatAnEarlierReleaseWroteIsRead(Kept<T> kept) throws IOException {
    assertThat(kept.format().read(new DataInputDeserializer(bytesOf(kept.file()))))
        .isEqualTo(kept.value());
  }

  @ParameterizedTest
  @MethodSource("kept")
  <T> void theNewestVersionIsTheOneThatIsWritten(Kept<T> kept) throws IOException {
    assertThat(HexFormat.of().formatHex(written(kept.format(), kept.value())))
        .as("a change of the layout needs a new version, and a file for it under state/")
        .isEqualTo(HexFormat.of().formatHex(bytesOf(kept.file())));
  }

  @Test
  void theBytesOfAKeyNeverChange() throws IOException {
    String key = "email:jos\u00e9@example.com";
    byte[] bytes = bytesOf("key");
    assertThat(written(new KeyFormat(), key)).isEqualTo(bytes);
    assertThat(new KeyFormat().read(new DataInputDeserializer(bytes))).isEqualTo(key);
  }

  @ParameterizedTest
  @MethodSource("kept")
  <T> void aNewerReleaseIsRefused(Kept<T> kept) throws IOException {
    byte[] bytes = written(kept.format(), kept.value());
    bytes[0] = 99;
    assertThatThrownBy(() -> kept.format().read(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 99");
  }

  @ParameterizedTest
  @MethodSource("kept")
  <T> void aSavepointRestoresTheSerializer(Kept<T> kept) throws IOException {
    TypeSerializerSnapshot<T> snapshot =
        new ValueSerializer<>(kept.format()).snapshotConfiguration();
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    TypeSerializerSnapshot<T> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
    TypeSerializer<T> restored = read.restoreSerializer();
    assertThat(snapshot.resolveSchemaCompatibility(read).isCompatibleAsIs()).isTrue();
    DataOutputSerializer value = new DataOutputSerializer(64);
    restored.serialize(kept.value(), value);
    assertThat(restored.deserialize(new DataInputDeserializer(value.getCopyOfBuffer())))
        .isEqualTo(kept.value());
  }

  @ParameterizedTest
  @MethodSource("withBytes")
  <T> void recordsThatHoldBytesSurviveTheNetwork(Kept<T> kept) throws IOException {
    byte[] once = written(kept.format(), kept.value());
    T read = kept.format().read(new DataInputDeserializer(once));
    assertThat(written(kept.format(), read)).isEqualTo(once);
  }

  static Stream<Kept<?>> withBytes() {
    byte[] bytes = {1, 2, 3};
    return Stream.of(
        new Kept<>(
            "dead letter",
            new DeadLetterFormat(),
            new DeadLetter(
                Reason.REJECTED,
                DeadLetter.Scope.EVENT,
                "why",
                SOURCE,
                "m",
                "action",
                bytes,
                bytes)),
        new Kept<>(
            "dead letter without anything",
            new DeadLetterFormat(),
            new DeadLetter(
                Reason.EMPTY_MESSAGE,
                DeadLetter.Scope.RECORD,
                "why",
                SOURCE,
                null,
                null,
                null,
                null)),
        new Kept<>(
            "shadow call",
            new ShadowCallFormat(),
            new ShadowCall("uuid:u1", "POST /api/user/v1/upsert", bytes)),
        new Kept<>("raw record", new RawRecordFormat(), new RawRecord(SOURCE, 5, bytes)),
        new Kept<>("tombstone", new RawRecordFormat(), new RawRecord(SOURCE, 5, null)));
  }

  private static Link link() {
    return new Link(
        List.of(new Link.Owner("mother", 100), new Link.Owner("father", 200)),
        "grandmother",
        250,
        true,
        150,
        "uuid:mother",
        3 * 3_600_000);
  }

  private static SentAttributes sent(long sentUnder, int... names) {
    SentAttributes.Editor attributes = SentAttributes.NONE.edit(names.length);
    int origin = attributes.origin(3, 4, 5, sentUnder);
    for (int name : names) {
      attributes.add(name, name + 1, origin);
    }
    return attributes.done();
  }

  private static ProfileState profile() {
    return new ProfileState(
        7,
        86_400_000,
        List.of(
            "email:a@b.co",
            "segment_anonymous_id:6d5ba2f2-8ef0-4e95-803b-f8e54d3ebab4",
            "segment_anonymous_id:device-1",
            "user_loyalty_id:xyz"),
        sent(8, 1, 6),
        "user-2",
        600,
        false,
        500);
  }

  private static Update update() {
    return new Update(
        SOURCE,
        1_000,
        "message-1",
        "Order Completed",
        Operation.UPSERT,
        900,
        "device-1",
        "user-1",
        List.of(
            Identifier.uuid("user-1"),
            Identifier.email("a@b.co").claimed("uuid:user-1"),
            Identifier.phoneNumber("+6598765432"),
            Identifier.device("device-1"),
            Identifier.custom("user_loyalty_id", "xyz")),
        "user-2",
        "user-0",
        "integrations",
        true,
        800,
        true,
        false,
        2,
        12,
        UserData.of(
            new UserData.Shape(false, true, false, true, false),
            List.of(new Attribute("city", false, utf8("\"Zürich\""))),
            List.of(new EventEntry("purchase", utf8("{\"event_name\":\"purchase\"}")))));
  }

  private static Receipt receipt() {
    return new Receipt(SOURCE, "m", "action", Receipt.Status.SUPPRESSED, "consent", 1, 2, 3);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> byte[] written(ValueFormat<T> format, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    format.write(value, out);
    return out.getCopyOfBuffer();
  }

  private static byte[] bytesOf(String file) throws IOException {
    try (InputStream in = StateEvolutionTest.class.getResourceAsStream("/state/" + file + ".hex")) {
      assertThat(in).as("state/" + file + ".hex").isNotNull();
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
  }
}
