package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PreviewCommandTest {

  private static List<JsonObject> preview(String events, String... arguments) throws JsonException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] in = events.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    int exitCode =
        new CommandLine(new PreviewCommand(new ByteArrayInputStream(in), out)).execute(arguments);
    assertThat(exitCode).isZero();
    List<JsonObject> lines = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add((JsonObject) new JsonReader().read(line));
      }
    }
    return lines;
  }

  private static Object json(String text) throws JsonException {
    return new JsonReader().read(text.replace('\'', '"'));
  }

  @Test
  void oneLineForEachEventAndNoneForAnEmptyLine() throws JsonException {
    List<JsonObject> lines =
        preview(
            """
            {'type':'identify','userId':'u1','messageId':'m','traits':{'email':'nonsense','age':3}}
            {'type':'track','event':'Song Played','userId':'u1','timestamp':'2024-05-01T00:00:00Z'}

            {'type':'track','event':'Song Played'}
            {'type':'alias','userId':'u1','previousId':'a1','anonymousId':'a1'}
            oops
            """);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0))
        .isEqualTo(
            json(
                "{'line':1,'type':'identify','messageId':'m',"
                    + "'updates':[{'action':'Identify','user':{'identifiers':{'uuid':'u1'},"
                    + "'attributes':{'age':3},'not_append':true}}],'deadLetters':[],"
                    + "'repairs':[{'kind':'identifier-malformed','action':'Identify',"
                    + "'field':'identifiers.email'}],'unmatched':false}"));
    assertThat(lines.get(1).get("updates"))
        .isEqualTo(
            json(
                "[{'action':'Track','user':{'identifiers':{'uuid':'u1'},'not_append':true,"
                    + "'events':[{'event_name':'song_played',"
                    + "'timestamp':'2024-05-01T00:00:00Z'}]}}]"));
    assertThat(reason(lines.get(2))).isEqualTo("no-identifier");
    assertThat(((JsonObject) ((JsonArray) lines.get(3).get("updates")).get(0)).get("operation"))
        .isEqualTo("link");
    assertThat(reason(lines.get(4))).isEqualTo("invalid-json");
  }

  private static Object reason(JsonObject line) {
    return ((JsonObject) ((JsonArray) line.get("deadLetters")).get(0)).get("reason");
  }

  @Test
  void explainSaysWhichMappingsMatchedAndWhatBecameOfEachField() throws JsonException {
    JsonObject line =
        preview(
                "{'type':'identify','userId':'u1','traits':"
                    + "{'age':'x','first_name':'Ada','lastName':'B','last_name':'C','avatar':null,"
                    + "'seats':[{'row':1}],'plan':'pro','gender':'female'}}\n",
                "--explain")
            .get(0);
    JsonArray explain = (JsonArray) line.get("explain");
    assertThat(((JsonObject) explain.get(0)).get("fields"))
        .isEqualTo(
            json(
                """
                [{'field':'identifiers.uuid','from':'$.userId','outcome':'identifier'},
                 {'field':'attributes.name','from':'$.traits.first_name','outcome':'as it is'},
                 {'field':'attributes.surname','from':'$.traits.lastName','outcome':'as it is'},
                 {'field':'attributes.surname','from':'$.traits.last_name',
                  'outcome':'left out: another source comes first'},
                 {'field':'attributes.gender','from':'$.traits.gender',
                  'outcome':'converted to gender'},
                 {'field':'attributes.age','from':'$.traits.age',
                  'outcome':'left out: unreadable as age'},
                 {'field':'attributes.custom.avatar','from':'$.traits.avatar',
                  'outcome':'null: see mapping.nulls'},
                 {'field':'attributes.custom.seats','from':'$.traits.seats',
                  'outcome':'converted to JSON text'},
                 {'field':'attributes.custom.plan','from':'$.traits.plan','outcome':'as it is'}]
                """));
    assertThat(((JsonObject) explain.get(1)).get("matched")).isEqualTo(false);
  }

  @Test
  void explainSaysWhichFieldsAreOfWhichProductLine() throws JsonException {
    JsonObject line =
        preview(
                "{'type':'track','event':'Order Updated','userId':'u1','properties':"
                    + "{'coupon':' ','products':[{'price':'3','quantity':1},{'sku':'s'}]}}\n",
                "--explain")
            .get(0);
    assertThat((JsonArray) line.get("explain"))
        .filteredOn(mapping -> Boolean.TRUE.equals(((JsonObject) mapping).get("matched")))
        .singleElement()
        .extracting(mapping -> ((JsonObject) mapping).get("fields"))
        .isEqualTo(
            json(
                """
                [{'field':'identifiers.uuid','from':'$.userId','outcome':'identifier'},
                 {'field':'event_name','from':'$.event','outcome':'converted to event name'},
                 {'field':'event_params.promotion_name','from':'$.properties.coupon',
                  'outcome':'left out: it says nothing'},
                 {'field':'products[0]','from':'$.properties.products[0]',
                  'outcome':'a product line, whose fields follow'},
                 {'field':'products.unit_price','from':'$.price','outcome':'converted to amount'},
                 {'field':'products.unit_sale_price','from':'$.price',
                  'outcome':'converted to amount'},
                 {'field':'products.quantity','from':'$.quantity','outcome':'as it is'},
                 {'field':'products[1]','from':'$.properties.products[1]',
                  'outcome':'a product line, whose fields follow'},
                 {'field':'products.custom.sku','from':'$.sku','outcome':'as it is'}]
                """));
  }

  @Test
  void explainSaysWhatSegmentsActionsReadAndCoerced() throws JsonException {
    JsonObject line =
        preview(
                "{'type':'track','event':'Product Viewed','userId':5,"
                    + "'timestamp':'2024-05-01T00:00:00Z','properties':{'price':'12','name':'x'},"
                    + "'context':{'ip':'1.2.3.4','traits':{'age':'33','email':''}}}\n",
                "--preset",
                "segment-actions",
                "-Dmapping.drop=attributes.last_ip",
                "-Dmapping.hash=event_params.name",
                "--explain")
            .get(0);
    JsonObject mapping = (JsonObject) ((JsonArray) line.get("explain")).get(3);
    assertThat(mapping.get("mapping")).isEqualTo("Product Viewed Event");
    assertThat((JsonArray) mapping.get("fields"))
        .contains(
            json("{'field':'uuid','from':'$.userId','outcome':'converted'}"),
            json("{'field':'timestamp','from':'$.timestamp','outcome':'as it is'}"),
            json(
                "{'field':'parameters.unit_price','from':'$.properties.price',"
                    + "'outcome':'converted'}"),
            json("{'field':'parameters.name','from':'$.properties.name','outcome':'hashed'}"),
            json(
                "{'field':'parameters.quantity','from':'$.properties.quantity',"
                    + "'outcome':'nothing found'}"),
            json(
                "{'field':'attributes.last_ip','from':'$.context.ip',"
                    + "'outcome':'left out: denied'}"))
        .anySatisfy(field -> assertThat(field.toString()).contains("attributes.age", "converted"))
        .anySatisfy(
            field -> assertThat(field.toString()).contains("attributes.email", "\"as it is"));
  }

  @Test
  void segmentsOwnMappingIsAPresetToo() throws JsonException {
    JsonObject line =
        preview(
                "{'type':'identify','userId':'u1','traits':{'age':'abc'}}\n",
                "--preset",
                "segment-actions")
            .get(0);
    assertThat(reason(line)).isEqualTo("schema-mismatch");
  }

  @Test
  void aTriggerThatCanNeverMatchIsSaidBesidesTheLines(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("mappings.json");
    Files.writeString(
        file,
        """
        [{"name":"n","action":"insiderUser","trigger":"type = 'identify'",
          "mapping":{"identifiers":{"uuid":{"@path":"$.userId"}}}}]
        """);
    StringWriter err = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] event = "{\"type\":\"identify\",\"userId\":\"u\"}".getBytes(StandardCharsets.UTF_8);
    int exitCode =
        new CommandLine(new PreviewCommand(new ByteArrayInputStream(event), out))
            .setErr(new PrintWriter(err, true))
            .execute("--mappings", file.toString());
    assertThat(exitCode).isZero();
    assertThat(err.toString().strip())
        .hasLineCount(1)
        .contains("/0/trigger of n can never match: type = 'identify' never holds");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"unmatched\":true");
  }

  @Test
  void filesAreReadAsStandardInputIs(@TempDir Path folder) throws Exception {
    Path one =
        Files.writeString(
            folder.resolve("one"),
            "{\"type\":\"identify\",\"userId\":\"u1\",\"traits\":{\"age\":3}}");
    Path two =
        Files.writeString(
            folder.resolve("two"),
            "[{\"type\":\"identify\",\"userId\":\"u2\",\"traits\":{\"age\":3}}]");

    List<JsonObject> lines = preview("", one.toString(), two.toString());

    assertThat(lines).hasSize(2);
    assertThat(lines.toString()).contains("u1", "u2");
    assertThat(new CommandLine(new PreviewCommand()).execute(folder.resolve("no").toString()))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private record Ran(int exitCode, String out, String err) {}

  private static Ran run(String events, String... arguments) {
    StringWriter err = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] in = events.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    int exitCode =
        new CommandLine(new PreviewCommand(new ByteArrayInputStream(in), out))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString());
  }

  private static final String TWO =
      """
      {'type':'identify','userId':'u1','messageId':'m-1','traits':{'plan':'pro'}}

      {'type':'track','event':'Song Played','userId':'u1','messageId':'m-2',
       'timestamp':'2026-05-01T10:00:00Z'}
      {'type':'page','name':'Home','userId':'undefined','messageId':'m-3'}
      7
      """;

  @Test
  void eachLineNamesItsEvent(@TempDir Path folder) throws Exception {
    assertThat(preview(TWO, "--preset", "default"))
        .extracting(
            line -> line.get("line"),
            line -> line.get("type"),
            line -> line.get("event"),
            line -> line.get("messageId"),
            line -> line.get("file"))
        .containsExactly(
            tuple(1L, "identify", null, "m-1", null),
            tuple(3L, "track", "Song Played", "m-2", null),
            tuple(5L, "page", "Home", "m-3", null),
            tuple(6L, null, null, null, null));
    String one = Files.writeString(folder.resolve("one"), "{}\n").toString();
    String two = Files.writeString(folder.resolve("two"), "\n{}\n").toString();
    assertThat(preview("", one, two))
        .extracting(line -> line.get("file"), line -> line.get("line"))
        .containsExactly(tuple(one, 1L), tuple(two, 2L));
  }

  @Test
  void prettyIsForPeople() {
    String event =
        "{'type':'identify','userId':'u1','messageId':'m-2','traits':{'plan':[1,2],'age':'old'}}";
    assertThat(run(event, "--preset", "default", "--pretty").out())
        .isEqualTo(
            """
            line 1: identify, message m-2
              Identify sends:
                {
                  "identifiers" : {
                    "uuid" : "u1"
                  },
                  "attributes" : {
                    "custom" : {
                      "plan" : [
                        1,
                        2
                      ]
                    }
                  },
                  "not_append" : true
                }
              field-left-out: attributes.age
            """);
    assertThat(run(event, "--preset", "default", "--pretty", "--explain").out())
        .contains("  Identify takes it: type = \"identify\"\n")
        .contains("    attributes.age <- $.traits.age: left out: unreadable as age\n");
    assertThat(run("{'type':'page','name':'Home'}", "--preset", "default", "--pretty").out())
        .contains("line 1: page \"Home\"", "  dead letter no-identifier (update): ");
    assertThat(
            run("{'type':'alias','userId':'u'}", "--preset", "segment-actions", "--pretty").out())
        .contains("line 1: alias", "  no mapping takes it\n");
    assertThat(run("{}", "--pretty").out())
        .contains("line 1: no event", "  dead letter missing-type");
  }

  @Test
  void aDifferenceIsShownByEventAndField(@TempDir Path folder) throws Exception {
    Path mine =
        Files.writeString(
            folder.resolve("mine.json"),
            """
            {"extends":"default","rename":{"attributes.plan":"tier"},"drop":["attributes.last_ip"],
             "hash":["attributes.city"]}
            """);
    String events =
        "{'type':'page','userId':'u','messageId':'m-1'}\n"
            + "{'type':'identify','userId':'u','messageId':'m-2','traits':{'plan':'pro',"
            + "'city':'Rome'},'context':{'ip':'::1'}}\n";
    Ran pretty = run(events, "--mappings", mine.toString(), "--diff", "default", "--pretty");
    assertThat(pretty.exitCode()).isZero();
    assertThat(pretty.err()).isEmpty();
    assertThat(pretty.out())
        .startsWith("line 2: identify, message m-2\n")
        .contains("  updates.0.user.attributes.last_ip: no longer \"::1\"\n")
        .contains("  updates.0.user.attributes.custom.tier: now \"pro\"\n")
        .contains("  updates.0.user.attributes.city: \"Rome\" becomes \"")
        .contains("1 of 2 events become something else than by preset default\n")
        .contains("  removed in 1: updates.user.attributes.last_ip\n")
        .doesNotContain("m-1");
    Ran plain = run(events, "--mappings", mine.toString(), "--diff", "default");
    assertThat(plain.out())
        .hasLineCount(1)
        .startsWith("{\"line\":2,\"type\":\"identify\",\"messageId\":\"m-2\",\"differences\":[")
        .contains("{\"field\":\"updates.0.user.attributes.last_ip\",\"before\":\"::1\"}");
    assertThat(plain.err()).startsWith("1 of 2 events");
    assertThat(run(events, "--preset", "default", "--diff", "default").out()).isEmpty();
    assertThat(run(events, "--preset", "default", "--diff", mine.toString()).out())
        .contains("\"after\":\"::1\"");
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    Ran ran = run("", "--explain", "--diff", "default");
    assertThat(ran.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(ran.err()).contains("it does not go with --diff");
  }

  @Test
  void textWhereATriggerHasANumberIsSaid(@TempDir Path folder) throws Exception {
    Path mine =
        Files.writeString(
            folder.resolve("mine.json"),
            """
            {"extends":"default","change":{"Track":{"trigger":"type = \\"track\\" and properties.revenue > 10"}}}
            """);
    String event = "{'type':'track','event':'E','userId':'u','properties':{'revenue':'98.50'}}\n";
    assertThat(run(event + event, "--mappings", mine.toString()).err().strip())
        .isEqualTo(
            "trigger properties.revenue > 10 of Track never holds for 2 events of these: it compares"
                + " with a number, and they have text there. at_least reads both");
    assertThat(run(event.replace("'98.50'", "98.5"), "--mappings", mine.toString()).err())
        .isEmpty();
  }

  @Test
  void whoWaitsInATerminalIsToldWhatFor() {
    String told = "Reading JSON from this terminal; a line with Ctrl-D alone ends it.";
    System.setProperty("segmentinsider.terminal", "true");
    try {
      assertThat(run("{}").err()).contains(told);
    } finally {
      System.clearProperty("segmentinsider.terminal");
    }
    assertThat(run("{}").err()).isEmpty();
  }
}
