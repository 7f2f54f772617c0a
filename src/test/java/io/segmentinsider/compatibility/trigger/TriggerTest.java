package io.segmentinsider.compatibility.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {

  private static Trigger compile(String fql) {
    try {
      return Trigger.compile(fql);
    } catch (InvalidTriggerException e) {
      throw new AssertionError(fql, e);
    }
  }

  private static JsonObject event(String json) {
    try {
      return (JsonObject) new JsonReader().read(json.replace('`', '"'));
    } catch (JsonException e) {
      throw new AssertionError(json, e);
    }
  }

  @Test
  void aGroupWithoutConditionIsTakenAndBreaksWhereSegmentDoes() {
    Trigger trigger =
        compile(
            "(event != \"A\" or context.app.version = 1) or (!contains(messageId, \"s\") or"
                + " !match(messageId, \"*e\") and messageId != null)");
    assertThat(trigger.breaksOn(event("{`type`:`track`,`event`:`B`}"))).isTrue();
    assertThat(trigger.matches(event("{`type`:`track`,`event`:`B`}"))).isFalse();
    assertThat(trigger.breaksOn(event("{`type`:`track`,`event`:`A`}"))).isFalse();
    assertThat(trigger.matches(event("{`type`:`track`,`event`:`A`}"))).isFalse();
  }

  @Test
  void whatHoldsBeforeItIsEnoughForAnOr() {
    Trigger trigger =
        compile(
            "(match(properties.tier, \"*\")) or !(!contains(type, \"trac\") and"
                + " match(type, \"*tify\") or properties.k-1 = \"eos\") or traits.age >= 10.5");
    assertThat(trigger.matches(event("{`properties`:{`tier`:`gold`}}"))).isTrue();
    assertThat(trigger.matches(event("{`traits`:{`age`:11}}"))).isFalse();
    assertThat(trigger.breaksOn(event("{`traits`:{`age`:11}}"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "()", "(a = 1)", "foo = \"x\"", "(type = \"track\"", "type"})
  void whatSegmentRefusesIsRefused(String fql) {
    assertThatThrownBy(() -> Trigger.compile(fql)).isInstanceOf(InvalidTriggerException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          type = 'track'                               | can never match: type = 'track' never holds: text stands in double quotes; Segment takes single ones for a part of it
          type = "track" and event = 'Order Completed' | can never match: event = 'Order Completed' never holds: text stands in double quotes; Segment takes single ones for a part of it
          contains(event, 'Order')                     | can never match: contains(event, 'Order') never holds: text stands in double quotes; Segment takes single ones for a part of it
          type != 'track'                              | matches every event: type != 'track' always holds: text stands in double quotes; Segment takes single ones for a part of it
          !contains(event, 'Order')                    | !contains(event, 'Order') holds for every text: text stands in double quotes; Segment takes single ones for a part of it
          type = "tracks"                              | can never match: type = "tracks" never holds: no event has this type
          type = "Track" or event = "A"                | type = "Track" never holds: no event has this type
          type > 5                                     | can never match: type > 5 never holds: a type is text
          properties.a = "x" and properties.a > 10     | can never match: properties.a = "x" and properties.a > 10 never hold at once
          properties.a = "98.50" and properties.a > 10 | can never match: properties.a = "98.50" and properties.a > 10 never hold at once
          properties.a > 10 and properties.a = "98.50" | can never match: properties.a = "98.50" and properties.a > 10 never hold at once
          properties.a = 10 and properties.a > 20      | can never match: properties.a = 10 and properties.a > 20 never hold at once
          properties.a = 10 and contains(properties.a, "1") | can never match: properties.a = 10 and contains(properties.a, "1") never hold at once
          properties.a = null and properties.a > 1     | can never match: properties.a = null and properties.a > 1 never hold at once
          properties.a = true and properties.a > 0     | can never match: properties.a = true and properties.a > 0 never hold at once
          properties.revenue > "ten"                   | can never match: properties.revenue > "ten" never holds: it takes a number
          event like "Order"                           | can never match: event like "Order" never holds: Segment has no such operator
          event = null                                 | can never match: event = null never holds: here null is compared as the text "null"
          type = "track" and event != null             | event != null always holds: here null is compared as the text "null"
          type = "track" and type = "page"             | can never match: type = "track" and type = "page" never hold at once
          event = "A" and event != "A"                 | can never match: event = "A" and event != "A" never hold at once
          type = "track" and (type = "page" or type = "screen") | can never match: type = "track" and type = "page" never hold at once; type = "track" and type = "screen" never hold at once
          userId = null and userId = "7"               | can never match: userId = null and userId = "7" never hold at once
          properties.a = 1 and properties.a = 2        | can never match: properties.a = 1 and properties.a = 2 never hold at once
          type = "track" and anonymousId = "x"         | anonymousId = "x" says nothing: Segment knows no such condition
          type = "track" and contains(messageId, "x")  | contains(messageId, "x") says nothing: Segment knows no such condition
          not contains(event, "x")                     | not says nothing: Segment knows no such condition
          !(type = "track")                            | ! says nothing: Segment knows no such condition
          """)
  void whatHardlyAnybodyMeansIsSaid(String fql, String warning) {
    assertThat(compile(fql).warnings()).containsExactly(warning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          type = "track"                                              | track | A | true
          type = "track"                                              | page  | A | false
          type != "track"                                             | -     | A | true
          type = "track" and event = "A"                              | track | A | true
          type = "track" and event = "A"                              | track | B | false
          type = "track" and event = "A"                              | track | - | false
          type = "track" and (event = "A" or event = "B")             | track | B | true
          type = "track" and (event = "A" or event = "B")             | track | C | false
          type = "track" and properties.a = 1                         | track | A | -
          type = "track" and properties.a = 1                         | page  | A | false
          properties.a = 1 and type = "track"                         | page  | A | false
          type = "track" or properties.a = 1                          | track | A | true
          type = "track" or properties.a = 1                          | page  | A | -
          properties.a = 1 or type = "track"                          | track | A | -
          type = "track" and (properties.a = 1 or event = "A")        | track | A | -
          type = "track" and (!contains(messageId, "x"))              | track | A | false
          contains(event, "A")                                        | track | A | -
          """)
  void whatTypeAndNameSayOfItIsKnown(String fql, String type, String name, Boolean decided) {
    assertThat(compile(fql).decidedBy(type, name)).isEqualTo(decided);
  }

  @Test
  void aSecondEqualsSignIsSaid() {
    assertThat(compile("type == \"track\"").warnings())
        .startsWith("can never match: type = = never holds: \"=\" is no value");
  }

  @Test
  void aGroupWithoutConditionIsSaid() {
    assertThat(compile("type = \"track\" and (foo = 1)").warnings())
        .containsExactly(
            "can never match: a parenthesis holds no condition that Segment knows, and no event"
                + " that gets there matches",
            "foo = 1 says nothing: Segment knows no such condition");
    assertThat(compile("type = \"track\" or (foo = 1)").warnings().get(0))
        .startsWith("a parenthesis holds no condition");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type = \"track\"",
        "type = \"track\" and event = \"It's on\"",
        "type = \"track\" and (event = \"A\" or event = \"B\")",
        "type != \"track\"",
        "userId != null",
        "name = null",
        "properties.revenue > 10",
        "properties.revenue > \"10\"",
        "properties.plan = pro",
        "properties.a = true or traits.b = false",
        "event = \"A\" or event != \"A\"",
        "!contains(event, \"x\") and match(name, \"a*\")",
        "properties.a != 1 and properties.a != 2",
      })
  void whatIsMeantIsNotSpokenOf(String fql) {
    assertThat(compile(fql).warnings()).isEmpty();
  }

  private static final List<JsonObject> EVENTS =
      List.of(
          event(
              "{`type`:`track`,`event`:`A`,`properties`:{`a`:1,`x`:{`y`:`x1`}},`traits`:{`age`:11}}"),
          event("{`type`:`page`,`name`:`A`,`properties`:{`a`:`1`},`userId`:true}"),
          event("{`type`:`identify`,`userId`:`x`,`traits`:{`age`:10.5}}"),
          event("{`type`:`track`,`event`:`null`,`userId`:`5`,`properties`:{`a`:null}}"),
          event("{`type`:`alias`,`event`:1,`name`:null,`properties`:{`a`:true}}"));

  @Property(tries = 3_000)
  void whatCanNeverMatchNeverDoes(@ForAll("triggers") String fql) {
    Trigger trigger;
    try {
      trigger = Trigger.compile(fql);
    } catch (InvalidTriggerException e) {
      return;
    }
    String first = trigger.warnings().isEmpty() ? "" : trigger.warnings().get(0);
    for (JsonObject event : EVENTS) {
      boolean matches = trigger.matches(event);
      assertThat(first.startsWith("can never match") && matches).isFalse();
      assertThat(first.startsWith("matches every event") && !matches).isFalse();
    }
  }

  @Provide
  Arbitrary<String> triggers() {
    Arbitrary<String> field =
        Arbitraries.of(
            "type",
            "event",
            "name",
            "userId",
            "properties.a",
            "properties.x.y",
            "traits.age",
            "foo");
    Arbitrary<String> operator = Arbitraries.of("=", "!=", "<", ">=", "==", "like");
    Arbitrary<String> value =
        Arbitraries.of("\"track\"", "\"A\"", "'A'", "1", "10.5", "true", "\"1\"", "\"x\"", "-3");
    Arbitrary<String> comparison =
        Combinators.combine(field, operator, value).as((f, o, v) -> f + " " + o + " " + v);
    Arbitrary<String> function =
        Combinators.combine(Arbitraries.of("contains", "!contains", "match"), field, value)
            .as((name, f, v) -> name + "(" + f + ", " + v + ")");
    Arbitrary<String> part = Arbitraries.oneOf(comparison, comparison, function);
    Arbitrary<String> joint = Arbitraries.of(" and ", " or ");
    Arbitrary<String> group =
        Combinators.combine(part.list().ofMinSize(1).ofMaxSize(3), joint)
            .as((parts, joined) -> "(" + String.join(joined, parts) + ")");
    return Combinators.combine(
            Arbitraries.oneOf(part, group).list().ofMinSize(1).ofMaxSize(3), joint)
        .as((parts, joined) -> String.join(joined, parts));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          properties.revenue > 10                    | {'properties':{'revenue':'98.50'}}              | properties.revenue > 10
          properties.revenue > 10                    | {'properties':{'revenue':'many'}}               | properties.revenue > 10
          properties.revenue > 10                    | {'properties':{'revenue':98.5}}                 | ~~
          properties.revenue > 10                    | {'properties':{'revenue':9}}                    | ~~
          properties.revenue > 10                    | {'properties':{}}                               | ~~
          properties.revenue = 10                    | {'properties':{'revenue':'10'}}                 | properties.revenue = 10
          type = "track" and properties.revenue > 10 | {'type':'page','properties':{'revenue':'98'}}   | ~~
          type = "track" and properties.revenue > 10 | {'type':'track','properties':{'revenue':'98'}}  | properties.revenue > 10
          properties.a > 1 and properties.b > 1      | {'properties':{'a':'2','b':'2'}}                | properties.a > 1, properties.b > 1
          properties.a > 1 and properties.b > 1      | {'properties':{'a':'2','b':1}}                  | ~~
          properties.a > 1 or type = "track"         | {'type':'track','properties':{'a':'2'}}         | ~~
          properties.a > 1 or type = "track"         | {'type':'page','properties':{'a':'2'}}          | properties.a > 1
          """)
  void saysWhereTextAloneKeepsAnEventBack(String fql, String event, String comparisons)
      throws Exception {
    JsonObject json = (JsonObject) new JsonReader().read(event.replace('\'', '"'));
    assertThat(String.join(", ", Trigger.compile(fql).numbersThatAreText(json)))
        .isEqualTo(comparisons);
  }
}
