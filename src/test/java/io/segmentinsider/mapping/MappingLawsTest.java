package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.DefaultEvent;
import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.insider.IdentifierForm;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any event, however odd. */
class MappingLawsTest {

  private static final List<String> TYPES =
      List.of("identify", "track", "page", "screen", "group", "alias");

  private static final List<String> EVENTS =
      List.of(
          "Product List Viewed",
          "Product Viewed",
          "Product Added",
          "Cart Viewed",
          "Checkout Started",
          "Order Completed",
          "User Registered",
          "Song Played",
          "purchase",
          "家電");

  /** Names that the mapping looks at, so that odd values reach every field. */
  private static final List<String> NAMES =
      List.of(
          "email",
          "phone",
          "firstName",
          "last_name",
          "address",
          "country",
          "city",
          "age",
          "birthday",
          "gender",
          "email_optin",
          "gdpr_optin",
          "language",
          "products",
          "product_id",
          "price",
          "quantity",
          "category",
          "currency",
          "url",
          "order_id",
          "cart_id",
          "checkout_id",
          "revenue",
          "shipping",
          "discount",
          "coupon",
          "name",
          "custom",
          "unmapped",
          "uuid",
          "lo",
          "traits",
          "A b",
          "a B",
          "",
          "é",
          "static_segment_id",
          "color",
          "variant_id");

  private static final Mapper MAPPER = Mapped.defaultPreset(Mapped.SETTINGS);
  private static final Mapper OTHER_MAPPER = Mapped.defaultPreset(Mapped.SETTINGS);

  @Provide
  Arbitrary<JsonObject> events() {
    Arbitrary<Object> ids =
        Arbitraries.oneOf(
            Arbitraries.of("u1", "", " ", "undefined", "0", "é\uD800").map(x -> (Object) x),
            values(1));
    return Combinators.combine(
            Arbitraries.of(TYPES),
            Arbitraries.of(EVENTS),
            ids.optional(0.8),
            ids.optional(0.8),
            values(3),
            values(3),
            contexts())
        .as(
            (type, name, userId, anonymousId, properties, traits, context) -> {
              JsonObject event = new JsonObject().put("type", type).put("event", name);
              userId.ifPresent(id -> event.put("userId", id));
              anonymousId.ifPresent(id -> event.put("anonymousId", id));
              return event
                  .put("properties", properties)
                  .put("traits", traits)
                  .put("context", context)
                  .put("previousId", traits)
                  .put("integrations", properties);
            });
  }

  private Arbitrary<Object> contexts() {
    return Arbitraries.oneOf(
        values(2),
        values(3)
            .map(
                traits ->
                    new JsonObject()
                        .put("traits", traits)
                        .put("locale", traits)
                        .put("device", traits)));
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            Arbitraries.of(
                    "a@b.co",
                    "+14155550100",
                    "1990-01-02",
                    "1,299.00",
                    "usd",
                    "USA",
                    "en-US",
                    "true",
                    "",
                    " ",
                    "A/B",
                    "\uD800",
                    "\u0000\"\\")
                .map(x -> (Object) x),
            Arbitraries.strings().ofMaxLength(8).map(x -> (Object) x),
            Arbitraries.of(0.0, 1.0, -1.0, 2.5, 1e300, 1e-7, 9e15, -0.0, Double.POSITIVE_INFINITY)
                .map(x -> JsonNumbers.of(x.doubleValue())),
            Arbitraries.of(true, false, JsonNull.NULL).map(x -> (Object) x));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<Object> lists =
        values(depth - 1).list().ofMaxSize(4).map(items -> JsonArray.of(items.toArray()));
    Arbitrary<Object> objects =
        Combinators.combine(
                Arbitraries.of(NAMES).list().ofMaxSize(8), values(depth - 1).list().ofSize(8))
            .as(
                (names, members) -> {
                  JsonObject object = new JsonObject();
                  for (int i = 0; i < names.size(); i++) {
                    object.put(names.get(i), members.get(i));
                  }
                  return object;
                });
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(2, scalars),
        net.jqwik.api.Tuple.of(1, lists),
        net.jqwik.api.Tuple.of(4, objects));
  }

  @Property(tries = 500)
  void anEventEndsOncePerMappingAndTheSameWayAgain(@ForAll("events") JsonObject event) {
    MappingResult result = MAPPER.map(Mapped.event(event, 0));
    long ends =
        result.updates().size()
            + result.deadLetters().stream()
                .filter(letter -> letter.scope() == DeadLetter.Scope.UPDATE)
                .count();
    assertThat(ends).isEqualTo(1);
    assertThat(result.unmatched()).isFalse();

    MappingResult again = OTHER_MAPPER.map(Mapped.event(event, 0));
    assertThat(bytes(again)).isEqualTo(bytes(result));
    assertThat(again.repairs()).isEqualTo(result.repairs());
  }

  private static List<String> bytes(MappingResult result) {
    return result.updates().stream()
        .map(update -> UserObjectWriter.write(update, update.data().decode()))
        .map(Arrays::toString)
        .toList();
  }

  @Property(tries = 500)
  void whatLeavesHasInsidersForm(@ForAll("events") JsonObject event) {
    for (Update update : MAPPER.map(Mapped.event(event, 0)).updates()) {
      UserData.Content content = update.data().decode();
      Mapped.parsed(new String(UserObjectWriter.write(update, content), StandardCharsets.UTF_8));
      if (update.suppression() == null) {
        assertThat(update.operation() != Operation.UPSERT).isEqualTo(content.isEmpty());
      }
      assertThat(update.identifiers())
          .allSatisfy(
              identifier -> {
                switch (identifier.kind()) {
                  case EMAIL -> assertThat(IdentifierForm.isEmail(identifier.value())).isTrue();
                  case PHONE_NUMBER ->
                      assertThat(IdentifierForm.isPhoneNumber(identifier.value())).isTrue();
                  case UUID, CUSTOM -> assertThat(identifier.value()).isNotBlank();
                }
              });
      Set<String> names = new HashSet<>();
      for (Attribute attribute : content.attributes()) {
        assertThat(names.add(attribute.custom() + attribute.name())).isTrue();
        assertThat(DefaultAttribute.of(attribute.name()) == null).isEqualTo(attribute.custom());
        assertThat(IdentifierForm.isName(attribute.name())).isTrue();
      }
      Set<String> entries = new HashSet<>();
      for (EventEntry entry : content.events()) {
        assertThat(entries.add(Arrays.toString(entry.json()))).as("no two identical").isTrue();
        requireForm(entry);
      }
    }
  }

  private static void requireForm(EventEntry entry) {
    JsonObject json = (JsonObject) Mapped.parsed(new String(entry.json(), StandardCharsets.UTF_8));
    assertThat(IdentifierForm.isEventName(entry.name())).isTrue();
    assertThat(json.get("event_name")).isEqualTo(entry.name());
    JsonObject parameters =
        json.get("event_params") instanceof JsonObject object ? object : new JsonObject();
    for (DefaultParameter required : DefaultEvent.requiredFor(entry.name())) {
      assertThat(parameters.get(required.key())).as(required.key()).isNotNull();
    }
    for (int i = 0; i < parameters.size(); i++) {
      boolean isDefault = DefaultParameter.of(parameters.nameAt(i)) != null;
      assertThat(isDefault || parameters.nameAt(i).equals("custom")).isTrue();
    }
    if (parameters.get("custom") instanceof JsonObject custom) {
      for (int i = 0; i < custom.size(); i++) {
        assertThat(DefaultParameter.of(custom.nameAt(i))).isNull();
        assertThat(IdentifierForm.isName(custom.nameAt(i))).isTrue();
      }
    }
  }
}
