package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No record costs much more than others of its size, whatever is written where in it: everybody
 * else's events wait behind it in its partition. Measured is the time of this thread on the CPU.
 */
class CostlyRecordsTest {

  private static final int SIZE = 200_000;

  /** A record of that size takes a few milliseconds, and tens of them on a machine in use. */
  private static final long MOST_MILLIS = 2_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What has cost seconds, minutes or the stack: in a value, one after the other. */
  private static final Map<String, String> TEXTS = texts();

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("marks on one letter", "a" + filled("\u0301\u0323"));
    texts.put("more marks on one letter", "a" + filled("\u0345\u0301\u0323\u0334"));
    texts.put("marks of half width", filled("\uff9e\u0301"));
    texts.put("minus signs", filled("-"));
    texts.put("minus signs before digits", filled("-") + "19900304");
    texts.put("hexadecimal digits", "0x" + filled("f"));
    texts.put("zeros in front", "0x" + filled("0") + "f");
    texts.put("binary digits", "0b" + filled("1"));
    texts.put("octal digits", "0o" + filled("7"));
    texts.put("digits", filled("1"));
    texts.put("groups of digits", filled("1."));
    texts.put("brackets", filled("["));
    texts.put("parentheses", filled("("));
    texts.put("lists in a text", "[" + filled("{},") + "{}]");
    texts.put("parameters", "?" + filled("a=b&"));
    texts.put("half parameters", "?" + filled(";a"));
    texts.put("addresses", filled("a@") + "b.c");
    texts.put("encoded labels", "a@" + filled("xn--a.") + "com");
    texts.put("one encoded label", "a@xn--" + filled("999b") + ".com");
    texts.put("encoded addresses", "https://x/?u=" + filled("%25"));
    texts.put("steps", filled(" > a"));
    texts.put("subtags", "en" + filled("-aa"));
    texts.put("names", filled("程式"));
    texts.put("words", filled("щ"));
    texts.put("ligatures", filled("\ufdfa"));
    texts.put("zeros of a phone number", "+90" + filled("(0"));
    texts.put("templates", filled("{{"));
    return texts;
  }

  private static String filled(String unit) {
    return unit.repeat(SIZE / unit.getBytes(StandardCharsets.UTF_8).length);
  }

  /** Records in which {@code @} stands for such a text. */
  private static final List<String> PLACES =
      List.of(
          identify("\"userId\":\"@\"", ""),
          identify("\"anonymousId\":\"@\"", ""),
          identify("\"messageId\":\"@\"", ""),
          identify("\"timestamp\":\"@\"", ""),
          identify("", "\"email\":\"@\""),
          identify("", "\"phone\":\"@\""),
          identify("", "\"birthday\":\"@\",\"age\":\"@\",\"gender\":\"@\""),
          identify("", "\"country\":\"@\",\"language\":\"@\",\"city\":\"@\""),
          identify("", "\"email_optin\":\"@\",\"plan\":\"@\""),
          identify("", "\"@\":1"),
          identify("", "\"@\":{\"@\":1}"),
          "{\"type\":\"track\",\"event\":\"@\",\"userId\":\"u\"}",
          "{\"type\":\"@\",\"event\":\"e\",\"userId\":\"u\"}",
          order("\"revenue\":\"@\",\"currency\":\"@\"", "{\"product_id\":\"p\",\"price\":1}"),
          order(
              "\"currency\":\"EUR\"", "{\"product_id\":\"@\",\"price\":\"@\",\"quantity\":\"@\"}"),
          order("\"currency\":\"EUR\"", "{\"category\":\"@\",\"url\":\"@\",\"image_url\":\"@\"}"),
          order("\"currency\":\"EUR\"", "\"@\""),
          order("\"@\":1,\"url\":\"@\"", "{\"@\":1}"));

  private static String identify(String field, String traits) {
    String fields = field.isEmpty() ? "\"userId\":\"u\"" : field;
    return "{\"type\":\"identify\"," + fields + ",\"traits\":{" + traits + "}}";
  }

  private static String order(String properties, String line) {
    return "{\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u\",\"properties\":{"
        + properties
        + ",\"order_id\":\"o\",\"products\":["
        + line
        + "]}}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void aLongTextCostsLittleWhereverItStands(String preset) {
    Stage stage = new Stage(preset);
    List<String> slow = new ArrayList<>();
    for (String place : PLACES) {
      TEXTS.forEach(
          (name, text) -> {
            if (stage.millis(place.replace("@", text)) > MOST_MILLIS) {
              slow.add(name + " in " + place);
            }
          });
    }
    assertThat(slow).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void manyNamesCostLittleWhateverTheirHashes(String preset) {
    Stage stage = new Stage(preset);
    String alike = members(90_000, i -> "\"" + alike(i) + "\":1");
    assertThat(stage.least(identify("", alike))).isLessThan(MOST_MILLIS);
    assertThat(stage.least(order(alike, "{" + alike + "}"))).isLessThan(MOST_MILLIS);
    String objects = members(200_000, i -> "\"k" + i + "\":{}");
    assertThat(stage.least(identify("", objects))).isLessThan(MOST_MILLIS);
    assertThat(stage.least(order(objects, "{}"))).isLessThan(MOST_MILLIS);
  }

  /** Jackson sums up what stands behind the twelfth byte of a name, in pieces of four bytes. */
  @Test
  void brokenTextWithNamesOfOneHashCostsLittle() {
    List<String> names = List.of("");
    for (String piece : List.of("abcd", "efgh", "ijkl", "mnop", "qrst", "uvwx", "yzAB")) {
      names =
          names.stream()
              .flatMap(
                  name ->
                      IntStream.rangeClosed(0, name.length() / 4)
                          .mapToObj(at -> new StringBuilder(name).insert(4 * at, piece).toString()))
              .toList();
    }
    List<String> alike = names;
    String members =
        members(
            8 * alike.size(),
            i -> "\"a name from" + i / alike.size() + alike.get(i % alike.size()) + "\":1");
    Stage stage = new Stage("default");
    assertThat(stage.least("{\"type\":\"track\",\"properties\":{" + members + "}"))
        .isLessThan(MOST_MILLIS / 4);
  }

  /** All lines have one hash, whatever the order says besides. */
  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void linesOfOneHashCostLittle(String preset) {
    Stage stage = new Stage(preset);
    String name = "\"price\":1,\"name\":\"" + "n".repeat(500) + "\"";
    String lines = members(1_000, i -> "{\"product_id\":\"" + alike(i) + "\"," + name + "}");
    String shared = "\"currency\":\"EUR\",\"url\":\"" + "x".repeat(3_500) + "\"";
    assertThat(stage.least(order(shared, lines))).isLessThan(MOST_MILLIS / 2);
  }

  /** A mapping may name a field for what another one is searched for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ traits.text | replace: traits.wanted, 'x' }}",
        "{{ traits.text | replace_first: traits.wanted, 'x' }}",
        "{{ traits.text | replace_last: traits.wanted, 'x' }}",
        "{{ traits.text | remove: traits.wanted }}",
        "{{ traits.text | remove_first: traits.wanted }}",
        "{{ traits.text | remove_last: traits.wanted }}",
        "{{ traits.text | split: traits.wanted | size }}",
        "{% if traits.text contains traits.wanted %}x{% endif %}",
        "{{ traits.list | sum: traits.wanted }}",
        "{{ traits.list | where: traits.wanted | size }}"
      })
  void whatIsSearchedForCostsLittle(String template) {
    Stage stage = new Stage(template("{\"@liquid\":\"" + template + "\"}"));
    String text = "a".repeat(3 * SIZE);
    String half = "a".repeat(SIZE);
    String steps = "a.".repeat(SIZE / 2);
    String list = "0," + "1,".repeat(SIZE) + "2";
    List<String> slow = new ArrayList<>();
    for (String wanted : List.of(half + "b", "b" + half, half + "b" + half, steps + "a")) {
      String traits =
          "\"text\":\"%s\",\"list\":[%s],\"wanted\":\"%s\"".formatted(text, list, wanted);
      if (stage.least(identify("", traits)) > MOST_MILLIS) {
        slow.add(wanted.substring(0, 2));
      }
    }
    assertThat(slow).isEmpty();
  }

  private static MappingText template(String value) {
    return new MappingText(
        "test",
        """
        [{"name":"m","action":"insiderUser","trigger":"type = \\"identify\\"","mapping":{
          "identifiers":{"uuid":{"@path":"$.userId"}},"attributes":{"custom":{"found":%s}}}}]
        """
            .formatted(value));
  }

  private static String members(int count, IntFunction<String> member) {
    return IntStream.range(0, count).mapToObj(member).collect(Collectors.joining(","));
  }

  /** Java gives all of these one hash. */
  private static String alike(int number) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 17; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  /** The first two stages, as the job has them. */
  private static final class Stage {

    private final EventParser parser;
    private final Mapper mapper;

    private Stage(String preset) {
      JobSettings settings = TestSettings.with("mapping.preset", preset);
      parser = new EventParser(settings.source());
      mapper = MapperFactory.of(settings.mapping()).mapper();
    }

    private Stage(MappingText mapping) {
      parser = new EventParser(TestSettings.with("source.max-event-size", "4mb").source());
      mapper = Mapper.of(mapping, Mapped.SETTINGS);
    }

    /** What it takes when nothing else comes between. */
    private long least(String event) {
      return IntStream.range(0, 3).mapToLong(i -> millis(event)).min().orElseThrow();
    }

    private long millis(String event) {
      byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
      long start = THREADS.getCurrentThreadCpuTime();
      RawRecord record = new RawRecord(new SourcePosition("t", 0, 0), 1_793_527_200_000L, bytes);
      for (EventParser.Result result : parser.parse(record)) {
        if (result instanceof EventParser.Result.Parsed parsed) {
          mapper.map(parsed.event());
        }
      }
      return (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000;
    }
  }
}
