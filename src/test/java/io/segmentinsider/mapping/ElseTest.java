package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping that takes what those above it leave. */
class ElseTest {

  private static String entry(String name, String trigger, String more) {
    return "{'name':'"
        + name
        + "','action':'insiderEvent','trigger':'"
        + trigger.replace("`", "\\\"")
        + "',"
        + more
        + "'mapping':{'identifiers':{'uuid':{'@path':'$.userId'}},'event_name':'x'}}";
  }

  private static Mapper file(String... entries) {
    return Mapper.of(
        new MappingText("mine.json", ("[" + String.join(",", entries) + "]").replace('\'', '"')),
        Mapped.SETTINGS);
  }

  private static final Mapper SHOP =
      file(
          entry("Store", "type = `track` and properties.channel = `store`", ""),
          entry("Large", "type = `track`", "'at_least':{'properties.revenue':100},"),
          entry("Off", "type = `track` and event = `Debug`", "'enabled':false,"),
          entry("Song", "type = `track`", "'events':['Song Played'],'else':true,"),
          entry("Rest", "type = `track`", "'else':true,"),
          entry("All", "type = `track`", ""),
          entry("Others", "type != `alias`", "'else':true,"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'type':'track','event':'a','properties':{'channel':'store'}}                         | Store, All
          {'type':'track','event':'a','properties':{'revenue':'100'}}                           | Large, All
          {'type':'track','event':'a','properties':{'revenue':99}}                              | Rest, All
          {'type':'track','event':'a','properties':{'channel':'store','revenue':100}}           | Store, Large, All
          {'type':'track','event':'Debug'}                                                      | All
          {'type':'track','event':'song played'}                                                | Song, All
          {'type':'track','event':'song played','properties':{'channel':'store'}}               | Store, All
          {'type':'track','event':'a'}                                                          | Rest, All
          {'type':'page'}                                                                       | Others
          {'type':'alias'}                                                                      |
          """)
  void itTakesWhatNoMappingAboveTakes(String event, String mappings) {
    String json = event.replace('\'', '"').replaceFirst("\\{", "{\"userId\":\"u\",");
    List<String> expected = mappings == null ? List.of() : List.of(mappings.split(", ", -1));
    for (int i = 0; i < 2; i++) {
      assertThat(SHOP.map(Mapped.event(json)).updates())
          .as("also once the name is known")
          .extracting(update -> update.mappingName())
          .isEqualTo(expected);
      assertThat(SHOP.explain(Mapped.event(json)).mappings())
          .filteredOn(Explanation.Considered::matched)
          .extracting(Explanation.Considered::name)
          .isEqualTo(expected);
    }
  }

  @Test
  void theIndexLeavesItOutWhereTypeAndNameDecide() {
    Mapper mapper =
        file(
            entry("Song", "type = `track`", "'events':['Song Played'],"),
            entry("Rest", "type = `track`", "'else':true,"));
    assertThat(
            mapper
                .explain(Mapped.event("{\"type\":\"track\",\"event\":\"Song Played\"}"))
                .mappings())
        .extracting(Explanation.Considered::trigger)
        .containsExactly(
            "type = \"track\", events Song Played", "type = \"track\", taken by no mapping above");
  }

  @Test
  void aSplitTakesForItsWhole() {
    Mapper mapper =
        Mapper.of(
            new MappingText(
                "mine.json",
                """
                {"extends": "default", "remove": ["Page"],
                 "split": {"Blog": {"from": "Screen", "trigger": "properties.area = \\"blog\\""}},
                 "add": {"Left": {"action": "insiderEvent", "trigger": "type != \\"track\\"", "else": true,
                         "mapping": {"use": "event", "event_name": "left"}}}}
                """),
            Mapped.SETTINGS);
    assertThat(names(mapper, "{'type':'screen','userId':'u','properties':{'area':'blog'}}"))
        .containsExactly("Blog");
    assertThat(names(mapper, "{'type':'page','userId':'u'}")).containsExactly("Left");
  }

  private static List<String> names(Mapper mapper, String event) {
    return mapper.map(Mapped.event(event.replace('\'', '"'))).updates().stream()
        .map(update -> update.mappingName())
        .toList();
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThatThrownBy(() -> file(entry("First", "type = `track`", "'else':true,")))
        .hasMessage(
            "mine.json: /0/else is for events that no mapping above takes, and none stands above");
    assertThatThrownBy(
            () ->
                file(
                    entry("First", "type = `page`", ""),
                    entry("Second", "type = `track`", "'else':'yes',")))
        .hasMessage("mine.json: /1/else must be true or false");
    assertThatThrownBy(
            () ->
                file(
                    entry("Off", "typ = 7", "'enabled':false,"),
                    entry("Second", "type = `track`", "'else':true,")))
        .as("what is off says what is left, too")
        .hasMessageStartingWith("mine.json: /0/trigger can't be read");
  }

  @Test
  void nothingLeftIsAWarning() {
    assertThat(
            file(
                    entry("First", "type = `track`", ""),
                    entry("Second", "type = `track`", "'else':true,"))
                .warnings())
        .containsExactly(
            "mine.json: /1/else of Second leaves nothing for it: First takes all events of the"
                + " same trigger");
    assertThat(
            file(
                    entry("First", "type = `track`", "'events':['x'],"),
                    entry("Second", "type = `track`", "'else':true,"))
                .warnings())
        .isEmpty();
  }
}
