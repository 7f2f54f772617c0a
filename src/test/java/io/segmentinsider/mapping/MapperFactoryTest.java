package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.TestSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.record.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong mapping stops the job at start, with the place and the rule. */
class MapperFactoryTest {

  @TempDir private Path directory;

  private static MapperFactory factory(String option, String value) {
    return MapperFactory.of(TestSettings.with(option, value).mapping());
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

  @ParameterizedTest
  @CsvSource({
    "mapping.default-currency, XYZ",
    "mapping.currency-signs, $:XYZ",
    "mapping.currency-signs.$, dollar",
    "mapping.currency-signs, EUR:USD"
  })
  void whatIsNoCurrencyStopsTheJobAtStart(String option, String value) {
    assertThatThrownBy(() -> factory(option, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(option.replace(".$", ""))
        .hasMessageContaining("ISO 4217");
  }

  @ParameterizedTest
  @CsvSource({"mapping.currency-signs, '$:CAD,kr:SEK'", "mapping.currency-signs.$, CAD"})
  void aSharedSignIsWhatTheOptionSays(String option, String value) {
    Mapped mapped =
        Mapped.by(
            factory(option, value).mapper(),
            "{\"type\":\"track\",\"event\":\"Product Viewed\",\"userId\":\"u\","
                + "\"properties\":{\"currency\":\"$\"}}");
    assertThat(mapped.at("events", 0, "event_params", "currency")).isEqualTo("CAD");
  }

  @Test
  void aTriggerThatCanNeverMatchIsAWarningWithItsPlace() throws Exception {
    MapperFactory factory =
        of(entry("trackEvent", "{}").replace("type = \\\"track\\\"", "type = \\\"tracks\\\""));
    assertThat(InstantiationUtil.clone(factory).warnings())
        .singleElement()
        .asString()
        .endsWith(
            "mappings.json: /0/trigger of n can never match: type = \"tracks\" never holds: no"
                + " event has this type");
    assertThat(factory("mapping.preset", "default").warnings()).isEmpty();
    assertThat(factory("mapping.preset", "segment-actions").warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          insiderUser | {'identifiers':{'custom':{'@path':'$.traits.ids'}}} | /custom/@path is a directive, and the names
          insiderUser | {'identifiers':{'custom':{'@merge':{'direction':'left','objects':[]}}}} | /custom/@merge is a directive
          insiderUser | {'identifiers':{'custom':{'email':{'@path':'$.traits.email'}}}} | /custom/email is one of Insider's own
          insiderUser | {'identifiers':{'custom':{'uuid':{'@path':'$.userId'}}}} | /custom/uuid is one of Insider's own
          insiderUser | {'identifiers':{'custom':{'segment_anonymous_id':{'@path':'$.anonymousId'}}}} | it stands in identifiers itself
          insiderUser | {'identifiers':{'custom':{'a:b':{'@path':'$.x'}}}} | /custom/a:b is no name of an identifier
          insiderUser | {'identifiers':{'custom':{' a':{'@path':'$.x'}}}} | is no name of an identifier
          insiderUser | {'identifiers':{'custom':{'':{'@path':'$.x'}}}} | is no name of an identifier
          trackEvent | {'custom_identifiers':{'@path':'$.properties.ids'}} | /custom_identifiers takes its names from the event (@path)
          trackEvent | {'custom_identifiers':{'@merge':{'direction':'left','objects':[{'x':1},{'@path':'$.y'}]}}} | /custom_identifiers takes its names from the event (@path)
          trackEvent | {'custom_identifiers':{'@if':{'exists':{'@path':'$.x'},'then':{'a':1},'else':{'@flatten':{'value':{'@path':'$.x'},'separator':'_'}}}}} | from the event (@flatten)
          trackEvent | {'custom_identifiers':{'@json':{'mode':'decode','value':{'@path':'$.x'}}}} | from the event (@json)
          trackEvent | {'custom_identifiers':{'email':{'@path':'$.properties.email'}}} | /custom_identifiers/email is one of Insider's own
          trackEvent | {'@path':'$.properties'} | takes its names from the event (@path)
          """)
  void identifiersWhoseNamesNobodyKnowsAreRefused(String action, String mapping, String problem) {
    assertThatThrownBy(() -> of(entry(action, mapping)))
        .isInstanceOf(InvalidMappingFileException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void allCustomIdentifiersThatCanOccurAreKnown() throws Exception {
    String custom = "{'b':{'@path':'$.b'},'a':{'@path':'$.a'}}";
    assertThat(of(entry("insiderUser", "{'identifiers':{'custom':" + custom + "}}")))
        .extracting(MapperFactory::customIdentifiers)
        .isEqualTo(List.of("b", "a"));
    String branches =
        "{'custom_identifiers':{'@if':{'exists':{'@path':'$.x'},'then':{'a':1},'else':"
            + "{'@merge':{'direction':'left','objects':[{'b':{'@path':'$.b'}},{'@literal':{'c':2}}]}}}}}";
    MapperFactory factory = InstantiationUtil.clone(of(entry("trackEvent", branches)));
    assertThat(factory.customIdentifiers()).containsExactly("a", "b", "c");
    assertThat(factory("mapping.preset", "default").customIdentifiers()).isEmpty();
    assertThat(factory("mapping.preset", "segment-actions").customIdentifiers()).isEmpty();
  }

  @Test
  void theConfigurationPutsThemInOrderAndKeepsOthers() {
    assertThat(factory("identity.custom-identifiers", "card;club").customIdentifiers())
        .containsExactly("card", "club");
    for (String name : List.of("email", "segment_anonymous_id", "a:b", "@path")) {
      assertThatThrownBy(() -> factory("identity.custom-identifiers", name))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("identity.custom-identifiers")
          .hasMessageContaining(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{'data':{'subscriptions':[]}}"})
  void aFileThatWouldSendNothingIsRefused(String file) {
    assertThatThrownBy(() -> of(file))
        .isInstanceOf(InvalidMappingFileException.class)
        .hasMessageContaining("has no mapping that is enabled, so that nothing would be sent");
  }

  @Test
  void aFileWithAllMappingsSwitchedOffIsRefused() {
    String off = entry("trackEvent", "{}").replace("'mapping'", "'enabled':false,'mapping'");
    assertThatThrownBy(() -> of(off))
        .isInstanceOf(InvalidMappingFileException.class)
        .hasMessageContaining("has no mapping that is enabled");
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
            "{\"type\":\"track\",\"event\":\"A"
                + " b\",\"userId\":\"u1\",\"timestamp\":\"2024-05-01\"}");
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
          insiderEvent | {'event_name':' '}                                    | /0/mapping/event_name must be a directive, or a text
          insiderEvent | {'event_name':7}                                      | /0/mapping/event_name must be a directive, or a text
          insiderUser  | {'attributes':{'unmapped':'x'}}                       | /0/mapping/attributes/unmapped must be
          insiderUser  | {'attributes':{'deny':'x'}}                           | /0/mapping/attributes/deny must be a list
          insiderUser  | {'append_arrays':'yes'}                               | /0/mapping/append_arrays must be true or false
          insiderEvent | {'event_name':'x','products':{'@path':'$.p'}}         | /0/mapping/products must be
          insiderUser  | {'attributes':{'unless_known':{'plan':'x'}}}          | /0/mapping/attributes/unless_known/plan is no default field
          insiderUser  | {'attributes':{'ends_with':{'group':'group_id'}}}     | /0/mapping/attributes/ends_with/group must name two fields of custom
          insiderUser  | {'attributes':{'ends_with':'group_id'}}               | /0/mapping/attributes/ends_with must be an object
          insiderEvent | {'event_name':'x','event_params':{'unless_known':{}}} | /0/mapping/event_params/unless_known stands in attributes only
          insiderEvent | {'event_name':'x','event_params':{'ends_with':{}}}    | /0/mapping/event_params/ends_with stands in attributes only
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
          [{'name':'n','action':'insiderUser','trigger':'x','mapping':{},'enabeld':false}]   | /0/enabeld is unknown; known are [action, at_least, else, enabled, events, mapping, name, trigger]
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
    assertThat(result.updates()).extracting(Update::mappingName).containsExactly("n", "n (2)");
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
