package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.segmentinsider.delivery.ShadowCall;
import io.segmentinsider.delivery.ShadowCallFormat;
import io.segmentinsider.identity.FirstUserId;
import io.segmentinsider.identity.FirstUserIdFormat;
import io.segmentinsider.identity.Link;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.identity.LinkChangeFormat;
import io.segmentinsider.identity.LinkConsent;
import io.segmentinsider.identity.LinkFormat;
import io.segmentinsider.identity.MessagePage;
import io.segmentinsider.identity.MessagePageFormat;
import io.segmentinsider.identity.Suppression;
import io.segmentinsider.identity.SuppressionFormat;
import io.segmentinsider.identity.UserAlias;
import io.segmentinsider.identity.UserAliasFormat;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.mapping.CustomNames;
import io.segmentinsider.mapping.KnownName;
import io.segmentinsider.mapping.KnownNameFormat;
import io.segmentinsider.profile.Erasing;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.profile.ErasureFormat;
import io.segmentinsider.profile.ProfileState;
import io.segmentinsider.profile.ProfileStateFormat;
import io.segmentinsider.profile.SentAttributes;
import io.segmentinsider.profile.UserIds;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.DeadLetterFormat;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.GdprOptin;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.KeyFormat;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Person;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.ReceiptFormat;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UpdateFormat;
import io.segmentinsider.record.UpdateHeader;
import io.segmentinsider.record.UserData;
import io.segmentinsider.record.ValueFormat;
import io.segmentinsider.record.ValueSerializer;
import io.segmentinsider.segment.OffsetGap;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.RawRecordFormat;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.segment.SegmentEventFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every value that is kept in state or crosses the network, and thus may stand in a checkpoint, in
 * the bytes of every version that a release wrote. The first ones are those of 0.2.0. The files
 * under {@code state/} are never changed: a new version adds a file to {@link #kept} or {@link
 * #withBytes}, and the file of the version before goes on to be read, in a list of its own beside
 * what that release said with it.
 */
class StateEvolutionTest {

  private static final SourcePosition SOURCE = new SourcePosition("segment-events", 3, 4711);

  private static final GdprOptin OPTIN = new GdprOptin(true, 150, "email:m@home.sg");
  private static final LinkConsent CONSENT =
      new LinkConsent(OPTIN, new GdprOptin(false, 160, "uuid:mother"));
  private static final Repairs REPAIRS =
      Repairs.NONE.with(Repair.Kind.FIELD_LEFT_OUT).with(Repair.Kind.PAST_RETENTION);
  private static final Repairs REPAIRS_OF_FIELDS =
      REPAIRS
          .with(Repair.Kind.OPT_IN_UNREADABLE, "attributes.email_optin")
          .with(Repair.Kind.FIELD_LEFT_OUT, "attributes.age");

  private static final byte[] BYTES = {1, 2, 3};

  private static final UserIds CHANGED_TWICE =
      new UserIds(
          List.of("user-2", "user-3"), 600, List.of(new UserIds.Tombstone("user-2", -700)), null);

  private static final UserIds ERASING =
      erasing(
          new Erasing(
              List.of(
                  new Erasing.Awaited("email:a@b.co", 600),
                  new Erasing.Awaited("uuid:user-1", 600)),
              76,
              86_400_002));

  /** One value of a type, and the file that holds it in the bytes of a version. */
  private record Kept<T>(String file, ValueFormat<T> format, T value) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Kept<?>> kept() {
    return Stream.of(
        new Kept<>("link-1", new LinkFormat(), link(CONSENT, 77)),
        new Kept<>(
            "message-page-1",
            new MessagePageFormat(),
            new MessagePage(
                List.of(
                    new MessagePage.Hour(493_785, new long[] {-7, 42}),
                    new MessagePage.Hour(493_786, new long[] {1})),
                true)),
        new Kept<>("profile-2", new ProfileStateFormat(), profile(sent(), ERASING)),
        new Kept<>(
            "user-alias-1",
            new UserAliasFormat(),
            new UserAlias("user-2", "user-1", List.of("user-1", "user-2"), 600, 86_400_001)),
        new Kept<>(
            "first-user-id-1", new FirstUserIdFormat(), new FirstUserId("user-1", 2 * 86_400_000L)),
        new Kept<>(
            "suppression-1",
            new SuppressionFormat(),
            new Suppression(
                List.of(
                    new Suppression.Request(new EventOrder(900, 900, 77, 4711, 0), true),
                    new Suppression.Request(new EventOrder(1_100, 1_100, 78, 5, 2, 0), false)))),
        new Kept<>("update-1", new UpdateFormat(), update(true, OPTIN, REPAIRS_OF_FIELDS)),
        new Kept<>("update-2-events-1", new UpdateFormat(), updateOfTwoEvents()),
        new Kept<>("receipt-1", new ReceiptFormat(), receipt(REPAIRS_OF_FIELDS)),
        new Kept<>(
            "known-name-1",
            new KnownNameFormat(),
            new KnownName(CustomNames.Place.PARAMETER, "beden_olcusu", 20_400)),
        new Kept<>(
            "link-change-1",
            new LinkChangeFormat(),
            new LinkChange("device", LinkChange.Kind.MOVED, 900, SOURCE, "0a1b", "2c3d", "4e5f")),
        new Kept<>(
            "erasure-2",
            new ErasureFormat(),
            new Erasure(
                "email:a@b.co",
                "uuid:user-1",
                900,
                List.of("uuid:user-1", "uuid:user-2", "email:a@b.co"))));
  }

  /** What releases before this one wrote, with what is known of it. */
  static Stream<Kept<?>> olderVersions() {
    return Stream.of(
        new Kept<>("profile-1", new ProfileStateFormat(), profile(sent(), ERASING)),
        new Kept<>(
            "erasure-1", new ErasureFormat(), new Erasure("email:a@b.co", "uuid:user-1", 900)));
  }

  /** Values whose arrays no {@code equals} compares. */
  static Stream<Kept<?>> withBytes() throws JsonException {
    return Stream.of(
        new Kept<>("dead-letter-1", new DeadLetterFormat(), deadLetter()),
        new Kept<>(
            "shadow-call-1",
            new ShadowCallFormat(),
            new ShadowCall("uuid:u1", "POST /api/user/v1/upsert", BYTES)),
        new Kept<>(
            "raw-record-1",
            new RawRecordFormat(),
            new RawRecord(
                SOURCE,
                5,
                BYTES,
                new Replay(Replay.Kind.EVENT, 4, SOURCE),
                new OffsetGap(17, 20, 25, 20))),
        new Kept<>("segment-event-1", new SegmentEventFormat(), segmentEvent()));
  }

  static Stream<Kept<?>> all() throws JsonException {
    return Stream.concat(kept(), withBytes());
  }

  @Test
  void noFormatIsLeftOut() throws JsonException {
    Set<String> formats =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.segmentinsider")
                .stream()
                .filter(type -> type.isAssignableTo(ValueFormat.class) && !type.isInterface())
                .filter(type -> !type.getName().matches(".*\\.lab\\..*|.*Test\\$.*"))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    Set<String> tested =
        Stream.concat(Stream.of(new KeyFormat()), all().map(Kept::format))
            .map(format -> format.getClass().getName())
            .collect(Collectors.toSet());
    assertThat(tested).isEqualTo(formats);
  }

  @ParameterizedTest
  @MethodSource({"kept", "olderVersions"})
  <T> void whatAReleaseWroteIsRead(Kept<T> kept) throws IOException {
    assertThat(kept.format().read(new DataInputDeserializer(bytesOf(kept.file()))))
        .isEqualTo(kept.value());
  }

  @ParameterizedTest
  @MethodSource("withBytes")
  <T> void whatAReleaseWroteWithArraysIsRead(Kept<T> kept) throws IOException {
    T read = kept.format().read(new DataInputDeserializer(bytesOf(kept.file())));
    assertThat(written(kept.format(), read)).isEqualTo(written(kept.format(), kept.value()));
  }

  @ParameterizedTest
  @MethodSource("all")
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
  @MethodSource("all")
  <T> void aNewerReleaseIsRefused(Kept<T> kept) throws IOException {
    byte[] bytes = written(kept.format(), kept.value());
    int newest = bytes[0];
    bytes[0] = 99;
    assertThatThrownBy(() -> kept.format().read(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was written in version 99, and this release reads up to " + newest)
        .hasMessageEndingWith("restore it with the release that wrote it, or a newer one");
  }

  @ParameterizedTest
  @MethodSource("all")
  <T> void aSavepointRestoresTheSerializer(Kept<T> kept) throws IOException {
    byte[] bytes = bytesOf(kept.file());
    TypeSerializer<T> restored = restored(new ValueSerializer<>(kept.format()));
    DataOutputSerializer again = new DataOutputSerializer(64);
    restored.copy(new DataInputDeserializer(bytes), again);
    assertThat(again.getCopyOfBuffer()).isEqualTo(bytes);
  }

  private static <T> TypeSerializer<T> restored(ValueSerializer<T> serializer) throws IOException {
    TypeSerializerSnapshot<T> snapshot = serializer.snapshotConfiguration();
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    TypeSerializerSnapshot<T> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()),
            StateEvolutionTest.class.getClassLoader());
    assertThat(snapshot.resolveSchemaCompatibility(read).isCompatibleAsIs()).isTrue();
    return read.restoreSerializer();
  }

  @ParameterizedTest
  @MethodSource("rare")
  <T> void whatIsRareSurvivesTheNetwork(Kept<T> kept) throws IOException {
    byte[] once = written(kept.format(), kept.value());
    T read = kept.format().read(new DataInputDeserializer(once));
    assertThat(written(kept.format(), read)).isEqualTo(once);
  }

  static Stream<Kept<?>> rare() {
    return Stream.of(
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
            "a request to suppress",
            new UpdateFormat(),
            update(true, OPTIN, REPAIRS).aboutUser(Operation.SUPPRESS, "user-1")),
        new Kept<>(
            "one event of several in a record",
            new ReceiptFormat(),
            Receipt.withoutRequest(SOURCE.at(700, 2_500), "m", "action", Receipt.Status.UNMATCHED)),
        new Kept<>(
            "the first of two events in the first record",
            new ReceiptFormat(),
            Receipt.withoutRequest(
                new SourcePosition("t", 0, 0, 0, 2), "m", "action", Receipt.Status.REPEAT)),
        new Kept<>("tombstone", new RawRecordFormat(), new RawRecord(SOURCE, 5, null)),
        new Kept<>("an update of nobody's answer", new UpdateFormat(), update(null, null, REPAIRS)),
        new Kept<>(
            "a link of one user",
            new LinkFormat(),
            new Link(
                List.of(new Link.Owner("mother", new EventOrder(100, 130, 77, 4711, 0), 150)),
                null,
                Link.NEVER,
                LinkConsent.NONE,
                "uuid:mother",
                3 * 3_600_000)));
  }

  private static Link link(LinkConsent consent, long uncertainSince) {
    return new Link(
        List.of(
            new Link.Owner("mother", new EventOrder(100, 130, 77, 4711, 0), 150),
            new Link.Owner("father", new EventOrder(200, 190, 78, 5, 0), 200)),
        "grandmother",
        250,
        consent,
        "uuid:mother",
        3 * 3_600_000,
        uncertainSince);
  }

  private static DeadLetter deadLetter() {
    return new DeadLetter(
        Reason.REJECTED, DeadLetter.Scope.EVENT, "why", SOURCE, "m", "action", BYTES, BYTES);
  }

  private static SegmentEvent segmentEvent() throws JsonException {
    String text = "{\"type\":\"identify\",\"userId\":\"user-1\"}";
    JsonObject json = (JsonObject) new JsonReader(JsonReader.HIGHEST_MAX_DEPTH).read(text);
    return new SegmentEvent(
        SOURCE,
        1_000,
        900,
        "identify",
        "message-1",
        "device-1",
        "user-1",
        json,
        json,
        utf8(text),
        Replay.Kind.UPDATE,
        Repairs.NONE.with(Repair.Kind.PAST_RETENTION));
  }

  private static UserIds erasing(Erasing erasing) {
    return new UserIds(
        CHANGED_TWICE.later(), CHANGED_TWICE.forgottenAt(), CHANGED_TWICE.forgotten(), erasing);
  }

  /**
   * Attributes of two events, the second of which stands before Kafka's time; a weak one, and some
   * that end with another one.
   */
  private static SentAttributes sent() {
    SentAttributes.Editor attributes = SentAttributes.NONE.edit();
    int first =
        attributes.origin(
            new SentAttributes.Origin(new EventOrder(900, 1_000, 77, 4711, 0, -8), 1_000, 9));
    int second =
        attributes.origin(
            new SentAttributes.Origin(new EventOrder(1_100, 1_050, 78, 0, 0, 8), 9_000, -9));
    return attributes
        .add(6, 61, first, false)
        .add(-5, 51, second, false)
        .add(1L << 40, 71, first, false)
        .add(12, 91, first, true)
        .dependents(
            List.of(new SentAttributes.Dependents("group_id", List.of("group_name", "group_plan"))))
        .done();
  }

  private static ProfileState profile(SentAttributes sent, UserIds userIds) {
    return new ProfileState(
        7,
        86_400_000,
        List.of(
            "email:a@b.co",
            "segment_anonymous_id:6d5ba2f2-8ef0-4e95-803b-f8e54d3ebab4",
            "segment_anonymous_id:device-1",
            "user_loyalty_id:xyz"),
        sent,
        userIds,
        false,
        500);
  }

  private static Update update(
      @Nullable Boolean optin, @Nullable GdprOptin known, Repairs repairs) {
    return new Update(
        UpdateHeader.of(
            1_000,
            900,
            false,
            new UpdateHeader.Texts(SOURCE, "message-1", "Order Completed", "device-1", "user-1")),
        Operation.UPSERT,
        new Person(
            List.of(
                Identifier.uuid("user-1"),
                Identifier.email("a@b.co").claimed("uuid:user-1"),
                Identifier.phoneNumber("+6598765432"),
                Identifier.device("device-1"),
                Identifier.custom("user_loyalty_id", "xyz")),
            "user-2",
            "user-0",
            optin,
            known),
        "integrations",
        true,
        new Update.Progress(2, 12, repairs),
        UserData.of(
            new UserData.Shape(false, true, false, true, false),
            List.of(new Attribute("city", false, utf8("\"Zürich\""))),
            List.of(new EventEntry("purchase", utf8("{\"event_name\":\"purchase\"}")))));
  }

  /** Events share texts, and an address takes the place of another one. */
  private static Update updateOfTwoEvents() {
    Update one = update(true, OPTIN, REPAIRS_OF_FIELDS);
    byte[] shared = utf8("\"event_name\":\"item_purchased\",");
    int[] cuts = {1, 0, shared.length};
    return one.withIdentifiers(
        one.identifiers(),
        UserData.of(
            new UserData.Content(
                new UserData.Shape(false, true, false, true, false),
                List.of(new Attribute("city", false, utf8("\"Zürich\""))),
                List.of(
                    new EventEntry("item_purchased", utf8("{\"name\":\"Lamp\"}"), shared, cuts),
                    new EventEntry("item_purchased", utf8("{\"name\":\"Vase\"}"), shared, cuts)),
                List.of(Identifier.email("old@b.co")))));
  }

  private static Receipt receipt(Repairs repairs) {
    return new Receipt(
        SOURCE, "m", "action", Receipt.Status.SUPPRESSED, "consent", 1, 2, 3, repairs);
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
