package io.segmentinsider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
  void oneLineForEachLine() throws JsonException {
    List<JsonObject> lines =
        preview(
            """
            {'type':'identify','userId':'u1','traits':{'email':'nonsense','age':3}}
            {'type':'track','event':'Song Played','userId':'u1','timestamp':'2024-05-01T00:00:00Z'}

            {'type':'track','event':'Song Played'}
            {'type':'alias','userId':'u1','previousId':'a1','anonymousId':'a1'}
            oops
            """);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0))
        .isEqualTo(
            json(
                "{'updates':[{'action':'Identify','user':{'identifiers':{'uuid':'u1'},"
                    + "'attributes':{'age':3},'not_append':true}}],'deadLetters':[],"
                    + "'repairs':[{'kind':'identifier-malformed','action':'Identify',"
                    + "'field':'identifiers.email'}],'unmatched':false}"));
    assertThat(lines.get(1).get("updates"))
        .isEqualTo(
            json(
                "[{'action':'Track','user':{'identifiers':{'uuid':'u1'},'not_append':true,"
                    + "'events':[{'event_name':'song_played',"
                    + "'timestamp':'2024-05-01T00:00:00Z'}]}}]"));
    assertThat(reason(lines.get(2))).isEqualTo("empty-message");
    assertThat(reason(lines.get(3))).isEqualTo("no-identifier");
    assertThat(((JsonObject) ((JsonArray) lines.get(4).get("updates")).get(0)).get("operation"))
        .isEqualTo("link");
    assertThat(reason(lines.get(5))).isEqualTo("invalid-json");
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
                  'outcome':'left out: it says nothing'},
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
    JsonObject track = (JsonObject) ((JsonArray) line.get("explain")).get(9);
    assertThat(track.get("fields"))
        .isEqualTo(
            json(
                """
                [{'field':'identifiers.uuid','from':'$.userId','outcome':'identifier'},
                 {'field':'event_name','from':'$.event','outcome':'converted to event name'},
                 {'field':'event_params.promotion_name','from':'$.properties.coupon',
                  'outcome':'left out: it says nothing'},
                 {'field':'products[0]','from':'$.properties.products[0]',
                  'outcome':'a product line, whose fields follow'},
                 {'field':'products.unit_price','from':'$.price','outcome':'converted to number'},
                 {'field':'products.unit_sale_price','from':'$.price',
                  'outcome':'converted to number'},
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
}
