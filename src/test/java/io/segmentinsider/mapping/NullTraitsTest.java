package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code null} means as a trait, under both values of {@code mapping.nulls}. */
class NullTraitsTest {

  private static MappingResult map(String nulls, String event) {
    JobSettings settings = TestSettings.with("mapping.nulls", nulls);
    Mapper mapper = MapperFactory.of(settings.mapping()).mapper();
    return mapper.map(Mapped.event(event));
  }

  private static String identify(String traits) {
    return "{\"type\":\"identify\",\"messageId\":\"m\",\"userId\":\"u\",\"traits\":" + traits + "}";
  }

  private static List<String> removed(MappingResult result) {
    return result.updates().get(0).data().decode().removals().attributes().stream()
        .map(Attribute::toString)
        .toList();
  }

  private static List<String> set(MappingResult result) {
    return result.updates().get(0).data().decode().withoutRemovals().attributes().stream()
        .map(Attribute::toString)
        .toList();
  }

  private static long ignored(MappingResult result) {
    return result.repairs().stream()
        .filter(repair -> repair.kind() == Repair.Kind.NULL_IGNORED)
        .count();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"plan":null}                                   | custom.plan
          {"plan":null,"vip":null}                        | custom.plan custom.vip
          {"city":null}                                   | city
          {"firstName":null}                              | name
          {"first_name":null}                             | name
          {"firstName":null,"first_name":null}            | name
          {"address":{"city":null}}                       | city
          {"address":{"city":null,"street":null}}         | city custom.address_street
          {"address":null}                                | city country
          {"birthday":null,"gender":null,"age":null}      | birthday gender age
          {"name":null}                                   | custom.full_name
          {"email_optin":null}                            | email_optin
          {"smsOptIn":null}                               | sms_optin
          {"language":null}                               | language
          {"company":{"name":null}}                       | custom.company_name
          {"Plan Name":null}                              | custom.plan_name
          {"static_segment_id":null}                      | static_segment_id
          """)
  void aNullTraitRemovesItsAttributeIfItShall(String traits, String expected) {
    MappingResult cleared = map("clear", identify(traits));
    assertThat(removed(cleared)).containsExactlyInAnyOrder(expected.split(" "));
    assertThat(cleared.deadLetters()).isEmpty();
    assertThat(ignored(cleared)).isZero();

    MappingResult ignored = map("ignore", identify(traits));
    assertThat(ignored.deadLetters()).isEmpty();
    assertThat(removed(ignored)).isEmpty();
    assertThat(ignored(ignored)).isEqualTo(expected.split(" ").length);
    Update update = ignored.updates().get(0);
    assertThat(update.suppression()).isEqualTo("null-traits");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"firstName":null,"first_name":"Ann"}           | name
          {"first_name":"Ann","firstName":null}           | name
          {"Plan":null,"plan":"pro"}                      | custom.plan
          {"plan":"pro","Plan":null}                      | custom.plan
          {"seats":3,"email":null}                        | custom.seats
          {"seats":3,"phone":null}                        | custom.seats
          {"seats":3,"gdpr_optin":null}                   | custom.seats
          {"tags":[null,"a"]}                             | custom.tags
          """)
  void aValueCountsMoreAndIdentifiersAndConsentAreKept(String traits, String expected) {
    MappingResult cleared = map("clear", identify(traits));
    assertThat(set(cleared)).containsExactly(expected);
    assertThat(removed(cleared)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"email\":null}",
        "{\"phone\":null}",
        "{\"email\":null,\"phone_number\":null}",
        "{\"gdpr_optin\":null}"
      })
  void whatCanNotBeRemovedIsNoDeadLetterEither(String traits) {
    for (String nulls : List.of("ignore", "clear")) {
      MappingResult result = map(nulls, identify(traits));
      assertThat(result.deadLetters()).isEmpty();
      assertThat(removed(result)).isEmpty();
      assertThat(ignored(result)).isPositive();
      assertThat(result.updates().get(0).suppression()).isEqualTo("null-traits");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "{\"plan\":\"\"}", "{\"plan\":\"  \"}", "{\"tags\":[]}"})
  void whatIsNoNullTraitSaysNothingAsBefore(String traits) {
    for (String nulls : List.of("ignore", "clear")) {
      MappingResult result = map(nulls, identify(traits));
      assertThat(result.deadLetters()).hasSize(1);
      assertThat(result.updates()).isEmpty();
    }
  }

  @Test
  void nullsInTheContextOfAnyOtherCallAreTraitsToo() {
    String track =
        "{\"type\":\"track\",\"messageId\":\"m\",\"userId\":\"u\",\"event\":\"Read\",\"properties\":"
            + "{\"color\":null,\"email\":null},\"context\":{\"locale\":null,\"ip\":null,"
            + "\"app\":{\"version\":null},\"traits\":{\"plan\":null,\"lastName\":null}}}";
    MappingResult cleared = map("clear", track);
    assertThat(removed(cleared)).containsExactlyInAnyOrder("surname", "custom.plan");
    assertThat(cleared.updates().get(0).data().decode().events()).hasSize(1);
    MappingResult ignored = map("ignore", track);
    assertThat(ignored.updates().get(0).data().decode().attributes()).isEmpty();
    assertThat(ignored(ignored)).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          $.context.traits.plan,      true
          context['traits'].plan,     true
          $.traits['plan'],           true
          $.properties.plan,          false
          traits[plan],               false
          $.traitsOfAnother.plan,     false
          """)
  void aPathToATraitIsKnownInEverySpelling(String path, boolean isTrait) {
    MappingText text =
        new MappingText(
            "test",
            """
            [{"name":"t","action":"insiderUser","trigger":"type = \\"identify\\"",
              "mapping":{"identifiers":{"uuid":{"@path":"$.userId"}},
                "attributes":{"custom":{"plan":{"@path":"PATH"}}}}}]
            """
                .replace("PATH", path));
    Mapper mapper = Mapper.of(text, TestSettings.with("mapping.nulls", "clear").mapping().rules());
    String nulls = "{\"plan\":null}";
    String event =
        "{\"type\":\"identify\",\"messageId\":\"m\",\"userId\":\"u\",\"traits[plan]\":null,"
            + "\"traitsOfAnother\":%1$s,\"traits\":%1$s,\"properties\":%1$s,"
            + "\"context\":{\"traits\":%1$s}}";

    List<Update> updates = mapper.map(Mapped.event(event.formatted(nulls))).updates();

    assertThat(updates).hasSize(isTrait ? 1 : 0);
  }

  @Test
  void twoIdentifiersStillTeachALink() {
    String event =
        "{\"type\":\"identify\",\"messageId\":\"m\",\"userId\":\"u\",\"anonymousId\":\"d\","
            + "\"traits\":{\"plan\":null}}";
    Update ignored = map("ignore", event).updates().get(0);
    assertThat(ignored.operation()).isEqualTo(Operation.LINK);
    assertThat(ignored.suppression()).isNull();
    assertThat(map("clear", event).updates().get(0).operation()).isEqualTo(Operation.UPSERT);
  }

  @Test
  void whatIsDroppedIsNotRemoved() {
    JobSettings settings =
        TestSettings.with(
            "mapping.nulls", "clear", "mapping.drop", "attributes.plan;attributes.city");
    Mapper mapper = MapperFactory.of(settings.mapping()).mapper();
    MappingResult result =
        mapper.map(Mapped.event(identify("{\"plan\":null,\"city\":null,\"vip\":null}")));
    assertThat(removed(result)).containsExactly("custom.vip");
    assertThat(ignored(result)).isEqualTo(2);
  }
}
