package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.JobConfiguration;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.record.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong mapping stops the job at start, with the place and the rule. */
class MapperFactoryTest {

  @TempDir private Path directory;

  private static MapperFactory factory(String option, String value) {
    Map<String, String> options = new HashMap<>();
    options.put("delivery.partner-name", "test");
    options.put("kafka.bootstrap.servers", "localhost:9092");
    options.put(option, value);
    JobSettings settings = JobSettings.from(JobConfiguration.of(options));
    return MapperFactory.of(settings.mapping(), settings.identity());
  }

  private MapperFactory of(String json) throws IOException {
    Path file = directory.resolve("mappings.json");
    Files.writeString(file, json.replace('\'', '"'));
    return factory("mapping.file", file.toString());
  }

  private static String entry(String action, String mapping) {
    return "[{'name':'n','action':'"
        + action
        + "','trigger':'type = \\\"track\\\"','mapping':"
        + mapping
        + "}]";
  }

  @Test
  void travelsToTheTasks() throws Exception {
    MapperFactory arrived = InstantiationUtil.clone(factory("mapping.preset", "default"));
    Mapped mapped =
        Mapped.by(arrived.mapper(), "{\"type\":\"page\",\"userId\":\"u1\",\"messageId\":\"m\"}");
    assertThat(mapped.at("events", 0, "event_name")).isEqualTo("page_view");
  }

  @Test
  void segmentsPlatformStandsInTheRequestsOfSegmentsActions() throws IOException {
    assertThat(factory("mapping.preset", "segment-actions").platform()).isEqualTo("segment");
    assertThat(factory("mapping.preset", "default").platform()).isNull();
    assertThat(of(entry("trackEvent", "{}")).platform()).isEqualTo("segment");
  }

  @Test
  void whatSegmentExportsIsReadAsItIs() throws IOException {
    MapperFactory exported =
        of(
            "{'data':{'subscriptions':[{'id':'1','name':'n','actionSlug':'trackEvent',"
                + "'trigger':'type = \\\"track\\\"','enabled':true,'settings':"
                + "{'uuid':{'@path':'$.userId'},'event_name':{'@path':'$.event'},"
                + "'timestamp':{'@path':'$.timestamp'}}}]}}");
    Mapped mapped =
        Mapped.by(
            exported.mapper(),
            "{\"type\":\"track\",\"event\":\"A b\",\"userId\":\"u1\",\"timestamp\":\"2024-05-01\"}");
    assertThat(mapped.at("events", 0, "event_name")).isEqualTo("a_b");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          insiderEvent | {'event_name':'x','event_param':{}}                   | /0/mapping/event_param is unknown
          insiderEvent | {'event_params':{}}                                   | /0/mapping/event_name is missing
          insiderUser  | {'attributes':{'plan':'x'}}                           | /0/mapping/attributes/plan is no default field
          insiderUser  | {'attributes':{'custom':{'city':'x'}}}                | /0/mapping/attributes/custom/city is a default field
          insiderUser  | {'identifiers':{'mail':'x'}}                          | /0/mapping/identifiers/mail is not one of
          insiderUser  | {'attributes':{'city':{'@pth':'x'}}}                  | /0/mapping/attributes/city has the unknown directive
          insiderUser  | {'attributes':{'city':{'@if':{'then':1}}}}            | /0/mapping/attributes/city/@if should have
          insiderUser  | {'attributes':{'city':[{'@path':1}]}}                 | /0/mapping/attributes/city/0/@path should be
          insiderUser  | {'attributes':{'static_segment_id':[1,{'@path':1}]}}  | /0/mapping/attributes/static_segment_id/1/@path should be
          insiderUser  | {'attributes':{'city':'x'}}                           | /0/mapping/identifiers must name at least one
          insiderUser  | {'identifiers':{'custom':{}}}                         | /0/mapping/identifiers must name at least one
          insiderEvent | {'event_name':'!!!'}                                  | /0/mapping/event_name must be a directive, or a text
          insiderEvent | {'event_name':7}                                      | /0/mapping/event_name must be a directive, or a text
          insiderUser  | {'attributes':{'unmapped':'x'}}                       | /0/mapping/attributes/unmapped must be
          insiderUser  | {'attributes':{'deny':'x'}}                           | /0/mapping/attributes/deny must be a list
          insiderUser  | {'append_arrays':'yes'}                               | /0/mapping/append_arrays must be true or false
          insiderEvent | {'event_name':'x','products':{'@path':'$.p'}}         | /0/mapping/products must be
          trackEvent   | {'uuid':{'@pth':'x'}}                                 | /0/mapping/uuid has the unknown directive
          noAction     | {}                                                    | /0/action is unknown
          insiderUser  | []                                                    | /0/mapping must be an object
          """)
  void namesThePlaceAndTheRule(String action, String mapping, String complaint) {
    assertThatThrownBy(() -> of(entry(action, mapping)))
        .isInstanceOf(InvalidMappingFileException.class)
        .hasMessageContaining("mappings.json: " + complaint);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                     | / must be a list
          {'data':{}}                                            | /data/subscriptions must be a list
          oops                                                   | not JSON: The text is not one JSON value, from column
          [7]                                                    | /0 must be an object
          [{'action':'insiderUser','trigger':'x','mapping':{}}]  | /0/name must be a text
          [{'name':'n','action':'insiderUser','trigger':'x','mapping':{},'enabled':'false'}] | /0/enabled must be true or false
          [{'name':'n','action':'insiderUser','trigger':'x','mapping':{},'enabeld':false}]   | /0/enabeld is unknown; known are [action, enabled, mapping, name, trigger]
          {'data':{'subscriptions':[],'pagination':{'next':'Mg=='}}}                          | /data/pagination/next says that there are more
          {'data':{'subscriptions':[{'name':'n','actionSlug':'noAction','trigger':'x','settings':{}}]}} | /data/subscriptions/0/trigger
          {'data':{'subscriptions':[{'name':'n','actionSlug':'noAction','trigger':'x','settings':7}]}}  | /data/subscriptions/0/settings must be an object
          [{'name':'n','actionSlug':'noAction','trigger':'','settings':{}}]                   | /0/trigger must be a text
          """)
  void namesWhatIsWrongWithTheFile(String json, String complaint) {
    assertThatThrownBy(() -> of(json))
        .isInstanceOf(InvalidMappingFileException.class)
        .hasMessageContaining("mappings.json: " + complaint);
  }

  @Test
  void namesAWrongTrigger() {
    assertThatThrownBy(
            () -> of("[{'name':'n','action':'insiderUser','trigger':'typ = 7','mapping':{}}]"))
        .hasMessageContaining("/0/trigger can't be read");
  }

  @Test
  void namesTakenTwiceAreRefused() {
    String mapping =
        "{'name':'n','action':'insiderUser','trigger':'type = \\\"track\\\"','mapping':{}}";
    assertThatThrownBy(() -> of("[" + mapping + "," + mapping + "]"))
        .hasMessageContaining("/1/name is taken");
  }

  @Test
  void equalNamesOfAnExportAreToldApart() throws IOException {
    String exported =
        "{'name':'n','actionSlug':'trackEvent','trigger':'type = \\\"track\\\"','settings':"
            + "{'uuid':{'@path':'$.userId'},'event_name':{'@path':'$.event'},"
            + "'timestamp':{'@path':'$.timestamp'}}}";
    MappingResult result =
        of("[" + exported + "," + exported + "]")
            .mapper()
            .map(
                Mapped.event(
                    "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u1\","
                        + "\"timestamp\":\"2024-05-01\"}"));
    assertThat(result.updates()).extracting(Update::action).containsExactly("n", "n (2)");
  }

  @Test
  void saysOnWhichLineAFileStopsBeingJson() {
    assertThatThrownBy(() -> of("[\n  {'name':'n',\n   'action':}\n]"))
        .hasMessageContaining(
            "mappings.json: not JSON: The text is not one JSON value, from line 3");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFile() throws IOException {
    assertThat(of("\uFEFF" + entry("trackEvent", "{}")).platform()).isEqualTo("segment");
  }

  @Test
  void anUnknownPresetOrFileIsNamed() {
    assertThatThrownBy(() -> factory("mapping.preset", "nope"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mapping.preset");
    assertThatThrownBy(() -> factory("mapping.file", "/no/such/file.json"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mapping.file");
  }
}
