package io.segmentinsider.mapping;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads and maps events that ask for much more than they are, in a heap that others bound. */
public final class HostileEvents {

  /** Results that wait at a time, as in delivery. */
  private static final int WAITING = 50;

  private static final Collector<CharSequence, ?, String> COMMA = Collectors.joining(",");

  private HostileEvents() {}

  /** Maps all of them under the preset that the argument names; ends well if the heap is enough. */
  public static void main(String[] arguments) {
    JobSettings settings =
        TestSettings.with("source.envelope", "$", "mapping.preset", arguments[0]);
    EventParser parser = new EventParser(settings.source());
    Mapper mapper = MapperFactory.of(settings.mapping()).mapper();
    Deque<MappingResult> waiting = new ArrayDeque<>();
    int updates = 0;
    for (IntFunction<String> events : all()) {
      for (int i = 0; i < WAITING + 10; i++) {
        byte[] bytes = events.apply(i).getBytes(StandardCharsets.UTF_8);
        RawRecord record = new RawRecord(new SourcePosition("t", 0, i), 0, bytes);
        for (EventParser.Result result : parser.parse(record)) {
          if (result instanceof EventParser.Result.Parsed parsed) {
            MappingResult mapped = mapper.map(parsed.event());
            waiting.add(mapped);
            updates += mapped.updates().size();
          }
          while (waiting.size() > WAITING) {
            waiting.remove();
          }
        }
      }
      for (Update update : waiting.getLast().updates()) {
        updates += UserObjectWriter.write(update, update.data().decode()).length > 0 ? 0 : 1;
      }
    }
    System.out.println(updates + " updates");
  }

  /** Each about as large as Segment lets an event be. */
  private static List<IntFunction<String>> all() {
    List<IntFunction<String>> events = new ArrayList<>();
    events.add(i -> order("\"" + "k".repeat(10_000) + "\":{" + members(1_400, "m") + "}", 3_000));
    events.add(i -> order("\"" + "k".repeat(200) + "\":{" + members(1_400, "m") + "}", 900));
    events.add(i -> order("\"url\":\"" + "x".repeat(20_000) + "\"", 200));
    events.add(i -> order("\"url\":\"" + "x".repeat(20_000) + "\"", 1_000));
    events.add(i -> order("\"coupon\":\"" + "x".repeat(4_000) + "\"," + members(900, "m"), 60));
    events.add(i -> order(members(3_000, "m"), 0));
    events.add(i -> order(nested(50, "n".repeat(240)), 300));
    events.add(i -> order(longNames(i, 20, 1_500), 1));
    events.add(i -> order(longNames(i, 120, 250), 1));
    events.add(i -> identify(longNames(i, 120, 250)));
    events.add(i -> identify(members(3_000, "m")));
    events.add(i -> identify(members(3_000, "m").replace(":1", ":1e999")));
    events.add(i -> identify(members(3_000, "m").replace(":1", ":null")));
    events.add(i -> identify("\"email\":\"a@b.co\",\"" + i + "x".repeat(1_500_000) + "\":true"));
    events.add(i -> identify("\"email\":\"a@b.co\",\"" + i + "x".repeat(1_500_000) + "\":{}"));
    events.add(i -> "[" + repeated(2_400, "{\"type\":\"page\"}") + "]");
    events.add(i -> "{\"type\":\"track\",\"event\":\"" + i + "x".repeat(30_000) + "\"}");
    return events;
  }

  private static String order(String properties, int lines) {
    return "{\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u\","
        + "\"timestamp\":\"2026-11-01T10:00:00Z\",\"properties\":{\"order_id\":\"o\","
        + "\"currency\":\"EUR\","
        + properties
        + ",\"products\":["
        + IntStream.range(0, lines).mapToObj(i -> "{\"price\":" + i + "}").collect(COMMA)
        + "]}}";
  }

  private static String identify(String traits) {
    return "{\"type\":\"identify\",\"userId\":\"u\",\"timestamp\":\"2026-11-01T10:00:00Z\","
        + "\"traits\":{"
        + traits
        + "}}";
  }

  private static String members(int count, String name) {
    return IntStream.range(0, count).mapToObj(i -> "\"" + name + i + "\":1").collect(COMMA);
  }

  private static String longNames(int event, int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + event + "_" + i + "x".repeat(length) + "\":1")
        .collect(COMMA);
  }

  private static String nested(int depth, String name) {
    return ("\"" + name + "\":{").repeat(depth) + "\"a\":1" + "}".repeat(depth);
  }

  private static String repeated(int count, String text) {
    return IntStream.range(0, count).mapToObj(i -> text).collect(COMMA);
  }
}
