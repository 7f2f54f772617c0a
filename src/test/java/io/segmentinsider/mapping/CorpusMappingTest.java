package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.insider.IdentifierForm;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bundled day through the default mapping, against the truth about it. */
class CorpusMappingTest {

  /** Malformed lines that only mapping can refuse; the segment stage refuses the others. */
  private static final Set<String> REFUSED_BY_MAPPING =
      Set.of("empty-ids", "no-ids", "user-id-object");

  /** Malformed lines that go through, as documented. */
  private static final Set<String> LET_THROUGH =
      Set.of("huge-string", "properties-string", "no-message-id", "bad-timestamp");

  private static final Map<Integer, MappingResult> RESULTS = new TreeMap<>();
  private static JsonObject truth;

  @BeforeAll
  static void mapTheDay() throws IOException, JsonException {
    truth = (JsonObject) new JsonReader().read(unzipped("/demo/segment-day.truth.json.gz"));
    Map<Integer, String> malformed = malformed();
    Mapper mapper = Mapped.defaultPreset(Mapped.SETTINGS);
    String[] lines =
        new String(unzipped("/demo/segment-day.ndjson.gz"), StandardCharsets.UTF_8).split("\n", -1);
    for (int line = 1; line < lines.length; line++) {
      String reason = malformed.get(line);
      boolean reachesMapping =
          reason == null || REFUSED_BY_MAPPING.contains(reason) || LET_THROUGH.contains(reason);
      if (reachesMapping) {
        RESULTS.put(line, mapper.map(Mapped.event(lines[line - 1])));
      }
    }
  }

  private static byte[] unzipped(String resource) throws IOException {
    try (InputStream in =
        new GZIPInputStream(CorpusMappingTest.class.getResourceAsStream(resource))) {
      return in.readAllBytes();
    }
  }

  private static Map<Integer, String> malformed() {
    Map<Integer, String> malformed = new TreeMap<>();
    for (Object entry : (JsonArray) truth.get("malformed")) {
      JsonObject line = (JsonObject) entry;
      malformed.put(((Long) line.get("line")).intValue(), (String) line.get("reason"));
    }
    return malformed;
  }

  @Test
  void everyEventEndsOnce() {
    assertThat(RESULTS).hasSize(19_942);
    assertThat(RESULTS.values())
        .allSatisfy(
            result -> {
              assertThat(result.unmatched()).isFalse();
              assertThat(result.updates().size() + result.deadLetters().size()).isEqualTo(1);
            });
  }

  @Test
  void nothingButNobodysEventsIsRefused() {
    Map<Integer, String> malformed = malformed();
    Map<Integer, Reason> refused = new TreeMap<>();
    RESULTS.forEach(
        (line, result) -> {
          for (DeadLetter letter : result.deadLetters()) {
            refused.put(line, letter.reason());
          }
        });
    Map<Integer, Reason> expected = new TreeMap<>();
    malformed.forEach(
        (line, reason) -> {
          if (REFUSED_BY_MAPPING.contains(reason)) {
            expected.put(line, Reason.NO_IDENTIFIER);
          }
        });
    assertThat(refused).isEqualTo(expected).hasSize(18);
  }

  @Test
  void everyOrderAndProductLineOfTheTruthIsThere() {
    Map<String, List<Update>> byMessage = new TreeMap<>();
    RESULTS
        .values()
        .forEach(
            result ->
                result
                    .updates()
                    .forEach(
                        update ->
                            byMessage
                                .computeIfAbsent(update.messageId(), id -> new ArrayList<>())
                                .add(update)));
    int orders = 0;
    int lines = 0;
    for (Object person : (JsonArray) truth.get("persons")) {
      for (Object entry : (JsonArray) ((JsonObject) person).get("orders")) {
        JsonObject order = (JsonObject) entry;
        Update update = byMessage.get((String) order.get("messageId")).get(0);
        List<String> expected = new ArrayList<>();
        for (Object product : (JsonArray) order.get("products")) {
          JsonObject line = (JsonObject) product;
          expected.add(
              line(order.get("order_id"), order.get("currency"), order.get("revenue"))
                  + line(line.get("product_id"), line.get("quantity"), line.get("price")));
          lines++;
        }
        assertThat(update.data().decode().events().stream().map(CorpusMappingTest::line))
            .containsExactlyElementsOf(expected);
        orders++;
      }
    }
    assertThat(orders).isEqualTo(322);
    assertThat(lines).isEqualTo(500);
  }

  private static String line(Object... values) {
    return List.of(values).toString();
  }

  private static String line(EventEntry entry) {
    JsonObject parameters = (JsonObject) ((JsonObject) parsed(entry.json())).get("event_params");
    JsonObject custom = (JsonObject) parameters.get("custom");
    return line(parameters.get("event_group_id"), parameters.get("currency"), custom.get("revenue"))
        + line(
            parameters.get("product_id"),
            parameters.get("quantity"),
            parameters.get("unit_sale_price"));
  }

  private static Object parsed(byte[] json) {
    return Mapped.parsed(new String(json, StandardCharsets.UTF_8));
  }

  @Test
  void everyEmailAndPhoneOfAnIdentifyIsOneOfTheTruth() {
    Set<String> emails = new TreeSet<>();
    Set<String> phones = new TreeSet<>();
    for (MappingResult result : RESULTS.values()) {
      for (Update update : result.updates()) {
        for (Identifier identifier : update.identifiers()) {
          switch (identifier.kind()) {
            case EMAIL -> emails.add(identifier.value());
            case PHONE_NUMBER -> phones.add(identifier.value());
            case UUID, CUSTOM -> assertThat(identifier.value()).isNotBlank();
          }
        }
      }
    }
    assertThat(truthAbout("emails")).containsAll(emails);
    assertThat(truthAbout("phones")).containsAll(phones);
    assertThat(phones).isNotEmpty().allMatch(IdentifierForm::isPhoneNumber);
  }

  @Test
  void everyGuestsOrderCarriesTheAddressOfItsPerson() {
    Map<String, Update> byMessage = new TreeMap<>();
    RESULTS
        .values()
        .forEach(
            result ->
                result.updates().forEach(update -> byMessage.put(update.messageId(), update)));
    int guests = 0;
    int known = 0;
    for (Object entry : (JsonArray) truth.get("persons")) {
      JsonObject person = (JsonObject) entry;
      for (Object order : (JsonArray) person.get("orders")) {
        Update update = byMessage.get((String) ((JsonObject) order).get("messageId"));
        if (update.namedUserId() == null) {
          guests++;
          Identifier email = update.identifier(Identifier.Kind.EMAIL);
          if (email != null) {
            known++;
            assertThat(((JsonArray) person.get("emails"))).contains(email.value());
          }
        }
      }
    }
    assertThat(guests).isEqualTo(137);
    assertThat(known).isEqualTo(70);
  }

  private static Set<String> truthAbout(String member) {
    Set<String> values = new TreeSet<>();
    for (Object person : (JsonArray) truth.get("persons")) {
      for (Object value : (JsonArray) ((JsonObject) person).get(member)) {
        values.add((String) value);
      }
    }
    return values;
  }

  /** Its people leave opt-ins open with null, which is ignored and counted. */
  @Test
  void nothingOfTheDayNeedsARepairButItsMalformedLines() {
    Map<Integer, String> malformed = malformed();
    RESULTS.forEach(
        (line, result) -> {
          if (!malformed.containsKey(line)) {
            assertThat(result.repairs())
                .as("line %d", line)
                .allMatch(
                    repair ->
                        repair.kind() == Repair.Kind.NULL_IGNORED
                            || (repair.kind() == Repair.Kind.TWO_READINGS
                                && repair.field().equals("attributes.birthday")));
          }
        });
  }
}
