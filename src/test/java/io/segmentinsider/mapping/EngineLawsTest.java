package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.compatibility.action.ActionMapping;
import io.segmentinsider.compatibility.action.PayloadRejectedException;
import io.segmentinsider.compatibility.action.SegmentActions;
import io.segmentinsider.compatibility.language.CompiledMapping;
import io.segmentinsider.compatibility.language.InvalidMappingException;
import io.segmentinsider.compatibility.language.MappingFailedException;
import io.segmentinsider.compatibility.liquid.LiquidException;
import io.segmentinsider.compatibility.liquid.LiquidTemplate;
import io.segmentinsider.compatibility.trigger.InvalidTriggerException;
import io.segmentinsider.compatibility.trigger.Trigger;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.json.JsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The engine takes any JSON: it gives a result or one of its own exceptions, and the same bytes for
 * the same input.
 */
class EngineLawsTest {

  private static final SegmentActions ACTIONS = SegmentActions.load();

  /** Names that mean something somewhere, so that what is generated reaches deep. */
  private static final List<String> NAMES =
      List.of(
          "@path",
          "@template",
          "@literal",
          "@if",
          "@case",
          "@replace",
          "@arrayPath",
          "@flatten",
          "@json",
          "@merge",
          "@transform",
          "@excludeWhenNull",
          "@liquid",
          "_metadata",
          "__segment_internal_directive",
          "exists",
          "blank",
          "then",
          "else",
          "operator",
          "value",
          "pattern",
          "replacement",
          "ignorecase",
          "global",
          "separator",
          "mode",
          "objects",
          "direction",
          "apply",
          "mapping",
          "properties",
          "products",
          "parameters",
          "attributes",
          "timestamp",
          "userId",
          "traits",
          "email",
          "a",
          "0",
          "");

  private static final List<String> TEXTS =
      List.of(
          "$.a",
          "$.properties.products",
          "a['b'][0].length",
          "{{a}}{{{traits.email}}}",
          "{% if a %}{{ a | upcase }}{% endif %}",
          "{{ a | split: \"\" | slice: -2, 5 | join }}",
          "lower",
          "right",
          "left",
          "encode",
          "decode",
          "2024-05-01T10:20:30Z",
          "foo 5",
          "1e400",
          "",
          "$&$`$'",
          "\ud800");

  @Provide
  Arbitrary<Object> json() {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            Arbitraries.of(TEXTS).map(text -> (Object) text),
            Arbitraries.strings().ofMaxLength(8).map(text -> (Object) text),
            Arbitraries.doubles().map(number -> (Object) JsonNumbers.of(number)),
            Arbitraries.integers().map(number -> (Object) number.longValue()),
            Arbitraries.of(true, false).map(flag -> (Object) flag),
            Arbitraries.just((Object) JsonNull.NULL));
    return Arbitraries.recursive(() -> scalars, EngineLawsTest::containers, 0, 4);
  }

  @Provide
  Arbitrary<JsonObject> event() {
    return members(json());
  }

  private static Arbitrary<Object> containers(Arbitrary<Object> inner) {
    Arbitrary<Object> arrays =
        inner.list().ofMaxSize(3).map(items -> (Object) JsonArray.of(items.toArray()));
    Arbitrary<Object> objects = members(inner).map(object -> (Object) object);
    return Arbitraries.oneOf(inner, arrays, objects, objects);
  }

  private static Arbitrary<JsonObject> members(Arbitrary<Object> inner) {
    Arbitrary<List<String>> names = Arbitraries.of(NAMES).list().ofMaxSize(4);
    return Combinators.combine(names, inner.list().ofSize(4)).as(EngineLawsTest::object);
  }

  private static JsonObject object(List<String> names, List<Object> values) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    return object;
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyMappingOfAnyInputEndsInItsOwnWay(
      @ForAll("json") Object mapping, @ForAll("event") JsonObject event) {
    assertThat(resolve(mapping, event)).isEqualTo(resolve(mapping, event));
  }

  private static String resolve(Object mapping, JsonObject event) {
    byte[] before = JsonWriter.write(event);
    try {
      return JsonWriter.text(CompiledMapping.compile(mapping).resolve(event));
    } catch (InvalidMappingException | MappingFailedException e) {
      return e.getMessage();
    } finally {
      assertThat(JsonWriter.write(event)).isEqualTo(before);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyEventThroughAnyActionEndsInItsOwnWay(
      @ForAll("json") Object mapping, @ForAll("event") JsonObject event) {
    for (String slug : ACTIONS.slugs()) {
      assertThat(request(slug, mapping, event)).isEqualTo(request(slug, mapping, copy(event)));
    }
  }

  private static List<Byte> request(String slug, Object mapping, JsonObject event) {
    byte[] bytes;
    try {
      ActionMapping compiled = ActionMapping.compile(ACTIONS.get(slug), mapping);
      bytes = JsonWriter.write(ActionMapping.request(List.of(compiled.map(event))));
    } catch (InvalidMappingException | MappingFailedException | PayloadRejectedException e) {
      bytes = JsonWriter.write(e.getMessage());
    }
    List<Byte> list = new ArrayList<>();
    for (byte b : bytes) {
      list.add(b);
    }
    return list;
  }

  /** The same event, read again. */
  private static JsonObject copy(JsonObject event) {
    try {
      return (JsonObject) new JsonReader().read(JsonWriter.text(event));
    } catch (JsonException e) {
      throw new AssertionError("what is written can be read", e);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyTextIsATriggerOrNone(@ForAll("fql") String fql, @ForAll("event") JsonObject event) {
    try {
      Trigger trigger = Trigger.compile(fql);
      assertThat(trigger.matches(event)).isEqualTo(trigger.matches(event));
      Boolean decided = trigger.decidedBy(text(event.get("type")), text(event.get("event")));
      assertThat(decided).isIn(null, trigger.matches(event));
    } catch (InvalidTriggerException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static String text(Object value) {
    return value instanceof String text ? text : null;
  }

  @Provide
  Arbitrary<String> fql() {
    return Arbitraries.of(
            "type",
            "event",
            "properties.a",
            "userId",
            " ",
            "=",
            "!=",
            "<",
            "\"a\"",
            "5",
            "null",
            "true",
            "and",
            "or",
            "(",
            ")",
            "contains",
            "match",
            "!",
            ",",
            "\\",
            "'",
            ".")
        .list()
        .ofMaxSize(12)
        .map(words -> String.join("", words));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyTextIsATemplateOrNone(
      @ForAll("template") String template, @ForAll("event") JsonObject event) {
    try {
      LiquidTemplate compiled = LiquidTemplate.compile(template);
      assertThat(compiled.render(event)).isEqualTo(compiled.render(event));
    } catch (LiquidException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<String> template() {
    List<String> filters =
        Arrays.asList(
            "slice: -3, 2",
            "split: ''",
            "join",
            "date: '%c %3N'",
            "round: 400",
            "truncate: -1",
            "json: 2",
            "where: 'a'",
            "sum",
            "first",
            "times: 1e9",
            "default: a",
            "strip_html",
            "url_decode",
            "base64_decode",
            "slugify: 'latin'",
            "number_of_words: 'cjk'",
            "push: name: a | json",
            "default: a, name: b");
    return Arbitraries.oneOf(
            Arbitraries.of(
                "{{",
                "}}",
                "{%",
                "%}",
                " a ",
                "-",
                "|",
                ":",
                "'",
                "\"",
                "[",
                "]",
                "(1..3)",
                ".",
                "if ",
                "else",
                "endif",
                "assign a = ",
                "capture a",
                "endcapture",
                "raw",
                "endraw",
                "cycle 1,2",
                "increment a",
                "liquid\n",
                "==",
                "not ",
                "contains ",
                "blank",
                "\\"),
            Arbitraries.of(filters).map(filter -> "{{ traits | " + filter + " }}"),
            Arbitraries.of(filters).map(filter -> "{{ 'ab c' | " + filter + " }}"))
        .list()
        .ofMaxSize(10)
        .map(parts -> String.join("", parts));
  }
}
