package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.BundledDay;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.Update;
import io.segmentinsider.tools.preview.MappingFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What several mappings of a file have alike, said once. */
class BlocksTest {

  private static MappingText text(String json) {
    return new MappingText("mine.json", json.replace('\'', '"'));
  }

  private static MappingText file(String blocks, String mapping) {
    return text(
        "{'blocks':"
            + blocks
            + ",'mappings':[{'name':'n','action':'insiderUser',"
            + "'trigger':'type = \\\"identify\\\"','mapping':"
            + mapping
            + "}]}");
  }

  private static JsonObject mapping(MappingText text) {
    List<MappingEntry> entries = MappingFile.read(text).entries();
    return entries.get(entries.size() - 1).mapping();
  }

  /** The plain list that a file stands for. */
  private static MappingText plain(MappingText text) {
    JsonArray list = new JsonArray();
    for (MappingEntry entry : MappingFile.read(text).entries()) {
      JsonObject content = entry.content();
      JsonObject plain = new JsonObject();
      for (int i = 0; i < content.size(); i++) {
        if (content.valueAt(i) != null) {
          plain.put(content.nameAt(i), content.valueAt(i));
        }
      }
      list.add(plain);
    }
    return new MappingText(text.name(), list.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'a':{'x':1,'y':2}}                 | {'use':'a'}                        | {'x':1,'y':2}
          {'a':{'x':1,'y':2}}                 | {'use':'a','y':3,'z':4}            | {'x':1,'y':3,'z':4}
          {'a':{'x':1,'y':2}}                 | {'z':4,'y':3,'use':'a'}            | {'z':4,'y':3,'x':1}
          {'a':{'x':1,'y':2}}                 | {'z':4,'use':'a','y':3}            | {'z':4,'x':1,'y':3}
          {'a':{'x':1,'y':2}}                 | {'use':'a','y':null}               | {'x':1}
          {'a':{'o':{'x':1,'y':2}}}           | {'use':'a','o':{'y':3,'z':4}}      | {'o':{'y':3,'z':4,'x':1}}
          {'a':{'o':{'x':1,'y':2}}}           | {'use':'a','o':{'x':null}}         | {'o':{'y':2}}
          {'a':{'o':{'p':{'x':1}}}}           | {'use':'a','o':{'p':{'y':2}}}      | {'o':{'p':{'y':2,'x':1}}}
          {'a':{'o':[1,2]}}                   | {'use':'a','o':[3]}                | {'o':[3]}
          {'a':{'o':{'@path':'$.x'}}}         | {'use':'a','o':{'@path':'$.y'}}    | {'o':{'@path':'$.y'}}
          {'a':{'o':{'@path':'$.x'}}}         | {'use':'a','o':{'y':1}}            | {'o':{'y':1}}
          {'a':{'x':1},'b':{'y':2}}           | {'use':['a','b']}                  | {'x':1,'y':2}
          {'a':{'x':1,'y':2},'b':{'x':3}}     | {'use':['a','b']}                  | {'x':3,'y':2}
          {'a':{'o':{'x':1}},'b':{'o':{'y':2}}} | {'use':['a','b']}                | {'o':{'x':1,'y':2}}
          {'a':{'x':1,'y':2},'b':{'x':null}}  | {'use':['a','b']}                  | {'y':2}
          {'a':{'x':1},'b':{'use':'a','y':2}} | {'use':'b'}                        | {'x':1,'y':2}
          {'b':{'use':'a','y':2},'a':{'x':1}} | {'o':{'use':'b','x':3}}            | {'o':{'x':3,'y':2}}
          {'a':[1,2]}                         | {'o':{'use':'a'}}                  | {'o':[1,2]}
          {'a':[1,2],'b':[3]}                 | {'o':{'use':['a','b']}}            | {'o':[1,2,3]}
          {'a':[1,2],'b':[{'use':'a'},3]}     | {'o':[0,{'use':'b'},4]}            | {'o':[0,1,2,3,4]}
          {'a':{'x':1}}                       | {'o':[0,{'use':'a','y':2}]}        | {'o':[0,{'x':1,'y':2}]}
          {'a':{'@path':'$.x'}}               | {'o':{'use':'a'},'p':[{'use':'a'}]} | {'o':{'@path':'$.x'},'p':[{'@path':'$.x'}]}
          {'a':['$.l'],'b':{'x':1}}           | {'p':{'@arrayPath':[{'use':'a'},{'use':'b','y':2}]}} | {'p':{'@arrayPath':[['$.l'],{'x':1,'y':2}]}}
          {'a':{'p':{'@arrayPath':['$.l',{'x':1}]}}} | {'use':'a','p':{'@arrayPath':['$.m',{'y':2}]}} | {'p':{'@arrayPath':['$.m',{'y':2,'x':1}]}}
          {'a':{'x':1}}                       | {'use':'a','custom':{'use':{'@path':'$.u'}}} | {'x':1,'custom':{'use':{'@path':'$.u'}}}
          {'a':{'x':1}}                       | {'use':'a','y':{'@literal':{'use':'z'}}} | {'x':1,'y':{'@literal':{'use':'z'}}}
          {'a':{'x':1}}                       | {'use':'a','y':null,'x':{'z':null}} | complaint
          {'a':{'x':1}}                       | {'use':'a','x':{'z':null}}         | {'x':{'z':null}}
          """)
  void aBlocksFieldsStandInTheMapping(String blocks, String mapping, String expected) {
    MappingText file = file(blocks, mapping);
    if (expected.equals("complaint")) {
      assertThatThrownBy(() -> mapping(file)).hasMessageContaining("is null, which takes it out");
    } else {
      assertThat(mapping(file)).hasToString(expected.replace('\'', '"'));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'person':{'x':1}}        | {'use':'persn'}                | /mappings/0/mapping/use names no block: persn; like it are person
          {'a':{'x':1}}             | {'use':['a','b']}              | /mappings/0/mapping/use/1 names no block: b; like it are a
          {}                        | {'use':'a'}                    | /mappings/0/mapping/use names no block: a; the file has none under blocks
          {'a':{'x':1}}             | {'o':{'use':'A'},'use':'a'}    | /mappings/0/mapping/o/use names no block: A; like it are a
          {'a':{'x':1}}             | {'use':7}                      | /mappings/0/mapping/use must be the name of a block, or a list of names
          {'a':{'x':1}}             | {'use':{'@path':'$.a'}}        | /mappings/0/mapping/use must be the name of a block, or a list of names
          {'a':{'x':1}}             | {'use':[]}                     | /mappings/0/mapping/use must be the name of a block, or a list of names
          {'a':{'x':1}}             | {'use':['a',null]}             | /mappings/0/mapping/use/1 must be the name of a block, or a list of names
          {'a':{'x':1},'b':{'y':1}} | {'use':'a'}                    | /blocks/b is used by nothing; take it out, or name it in use
          {'a':{'use':'b'},'b':{'use':'a'}} | {'use':'a'}            | /blocks/b/use goes round in a circle: a, uses b, uses a
          {'a':{'o':[{'use':'a'}]}} | {'use':'a'}                    | /blocks/a/o/0/use goes round in a circle: a, uses a
          {'a':7}                   | {'use':'a'}                    | /blocks/a must be an object of fields, or a list
          {' ':{}}                  | {'use':' '}                    | /blocks/  must have a name
          {'a':[1]}                 | {'use':'a'}                    | /mappings/0/mapping/use must name a block with fields, and this one is a list
          {'a':[1]}                 | {'o':{'use':'a','x':1}}        | /mappings/0/mapping/o/use stands beside x, and the block is a list, beside which nothing can stand
          {'a':{'@path':'$.x'}}     | {'o':{'use':'a','x':1}}        | /mappings/0/mapping/o/use stands beside x, and the block is a directive, beside which nothing can stand
          {'a':[1],'b':{'x':1}}     | {'o':{'use':['a','b']}}        | /mappings/0/mapping/o/use names blocks with fields and others; those can't be put together
          {'a':{'x':1}}             | {'use':'a','y':null}           | /mappings/0/mapping/y is null, which takes it out, and it is not there
          []                        | {}                             | /blocks must be an object
          """)
  void whatCannotBeMeantIsRefused(String blocks, String mapping, String complaint) {
    assertThatThrownBy(() -> MappingFile.read(file(blocks, mapping)))
        .isInstanceOf(InvalidMappingFileException.class)
        .hasMessage("mine.json: " + complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'blocks':{}}                   | /mappings must be a list of mappings
          {'mappings':{}}                 | /mappings must be a list of mappings
          {'mappings':[],'block':{}}      | /block is unknown; known are [blocks, mappings]
          {'mappings':[],'extends':'default'} | /mappings is unknown
          """)
  void aFileWithBlocksHasTwoMembers(String json, String complaint) {
    assertThatThrownBy(() -> MappingFile.read(text(json)))
        .hasMessageStartingWith("mine.json: " + complaint);
  }

  @Test
  void blocksThatDoubleAgainAndAgainAreRefused() {
    StringBuilder blocks = new StringBuilder("{'b0':{'x':1}");
    for (int i = 1; i <= 60; i++) {
      String below = "{'use':'b" + (i - 1) + "'}";
      blocks.append(",'b" + i + "':{'x':" + below + ",'y':" + below + "}");
    }
    assertThatThrownBy(() -> mapping(file(blocks.append('}').toString(), "{'use':'b60'}")))
        .hasMessageContaining("makes more than 100000 values of the file");
  }

  @Test
  void inAListUseIsANameLikeAnyOther() {
    assertThat(
            mapping(
                text(
                    "[{'name':'n','action':'trackEvent','trigger':'type = \\\"track\\\"',"
                        + "'mapping':{'parameters':{'use':'x'}}}]")))
        .hasToString("{\"parameters\":{\"use\":\"x\"}}");
    assertThat(
            mapping(
                text(
                    "{'blocks':{},'mappings':[{'name':'n','actionSlug':'trackEvent',"
                        + "'trigger':'type = \\\"track\\\"','settings':{'use':'x'}}]}")))
        .as("what Segment exports")
        .hasToString("{\"use\":\"x\"}");
  }

  @Test
  void aFaultInABlockIsToldWhereItIsWritten() {
    MappingText file =
        text(
            """
            {
              'blocks': {
                'names': [{'@path': '$.traits.a'}, {'@pth': '$.traits.b'}],
                'person': {
                  'identifiers': {'uuid': {'@path': '$.userId'}},
                  'attributes': {'name': [{'@path': '$.traits.n'}, {'use': 'names'}]}
                }
              },
              'mappings': [
                {
                  'name': 'n', 'action': 'insiderUser', 'trigger': 'type = "identify"',
                  'mapping': {'use': 'person', 'attributes': {'age': {'@path': '$.traits.age'}}}
                }
              ]
            }
            """
                .replace("\"identify\"", "\\\"identify\\\""));
    assertThatThrownBy(() -> Mapper.of(file, Mapped.SETTINGS))
        .isInstanceOfSatisfying(
            InvalidMappingFileException.class,
            fault -> {
              assertThat(fault)
                  .hasMessageStartingWith("mine.json: /blocks/names/1")
                  .hasMessageEndingWith(", used as /mappings/0/mapping/attributes/name/2");
              assertThat(MappingFault.of(file, fault).line()).isEqualTo(3);
            });
  }

  @Test
  void aFaultBesideABlockIsToldWhereItIsWritten() {
    assertThatThrownBy(
            () ->
                Mapper.of(
                    file(
                        "{'person':{'attributes':{'age':{'@path':'$.traits.age'}}}}",
                        "{'use':'person','identifiers':{'uuid':{'@path':'$.userId'}},"
                            + "'attributes':{'plan':'x'}}"),
                    Mapped.SETTINGS))
        .hasMessageStartingWith("mine.json: /mappings/0/mapping/attributes/plan is no default")
        .message()
        .doesNotContain("used as");
  }

  private static MappingText extension(String rest) {
    return text("{'extends':'default'," + rest + "}");
  }

  @Test
  void aFileThatExtendsAPresetUsesItsBlocks() {
    JsonObject survey =
        mapping(
            extension(
                "'add':{'Survey':{'action':'insiderEvent','trigger':'type = \\\"track\\\"',"
                    + "'mapping':{'use':'event','event_name':'survey'}}}"));
    JsonObject track =
        MappingFile.read(MappingText.preset("default")).entries().stream()
            .filter(entry -> entry.name().equals("Page"))
            .findFirst()
            .orElseThrow()
            .mapping();
    assertThat(survey.get("attributes")).isEqualTo(track.get("attributes"));
    assertThat(survey.get("identifiers")).isEqualTo(track.get("identifiers"));
    assertThat(survey.get("event_name")).isEqualTo("survey");
  }

  @Test
  void aBlockOfItsOwnTakesThePlaceOfThePresets() {
    assertThat(
            mapping(
                extension(
                    "'blocks':{'event':{'event_name':'mine'}},"
                        + "'add':{'Survey':{'action':'insiderEvent',"
                        + "'trigger':'type = \\\"track\\\"','mapping':{'use':'event'}}}")))
        .hasToString("{\"event_name\":\"mine\"}");
  }

  @Test
  void aChangeMayUseBlocksAndTakeFieldsOut() {
    MappingFile file =
        MappingFile.read(
            extension(
                "'blocks':{'less':{'attributes':{'last_ip':null,'custom':{'x':1}}}},"
                    + "'change':{'Screen':{'mapping':{'use':'less','attributes':{'age':null}}},"
                    + "'Page':{'mapping':{'use':'less'}}}"));
    for (MappingEntry entry : file.entries()) {
      JsonObject attributes = (JsonObject) entry.mapping().get("attributes");
      boolean changed = entry.name().equals("Screen") || entry.name().equals("Page");
      if (attributes != null) {
        assertThat(attributes.has("last_ip")).as(entry.name()).isNotEqualTo(changed);
        assertThat(attributes.has("age")).isNotEqualTo(entry.name().equals("Screen"));
        assertThat(((JsonObject) attributes.get("custom")).has("x")).isEqualTo(changed);
        assertThat(((JsonObject) attributes.get("custom")).size()).isGreaterThan(changed ? 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'blocks':{'a':{}}                             | /blocks/a is used by nothing
          'change':{'Track':{'mapping':{'use':'prson'}}} | /change/Track/mapping/use names no block: prson; like it are person
          'split':{'S':{'from':'Track','events':['x'],'mapping':{'use':7}}} | /split/S/mapping/use must be the name of a block
          'replace':{'Track':{'action':'insiderUser','trigger':'x','mapping':{'attributes':{'use':'x'}}}} | /replace/Track/mapping/attributes/use names no block: x
          """)
  void whatAnExtensionCannotMeanIsRefused(String rest, String complaint) {
    assertThatThrownBy(() -> MappingFile.read(extension(rest)))
        .hasMessageStartingWith("mine.json: " + complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void aFileWithBlocksAndItsPlainFormAreOneMapping(String preset) throws IOException {
    MappingText file = MappingText.preset(preset);
    MappingText plain = plain(file);
    assertThat(file.json()).contains("\"use\"");
    assertThat(plain.json()).doesNotContain("\"use\"");
    assertThat(MappingFile.read(plain).content()).isEqualTo(MappingFile.read(file).content());
    assertThat(plain(plain).json()).as("plain once is plain for good").isEqualTo(plain.json());
    Mapper one = Mapper.of(file, Mapped.SETTINGS);
    Mapper other = Mapper.of(plain, Mapped.SETTINGS);
    int updates = 0;
    for (String line : BundledDay.lines()) {
      if (isEvent(line)) {
        List<String> made = made(one, line);
        assertThat(made).isEqualTo(made(other, line));
        updates += made.size();
      }
    }
    assertThat(updates).isGreaterThan(19_000);
  }

  private static boolean isEvent(String line) {
    try {
      return new JsonReader().read(line) instanceof JsonObject;
    } catch (JsonException e) {
      return false;
    }
  }

  private static List<String> made(Mapper mapper, String line) {
    MappingResult result = mapper.map(Mapped.event(line));
    List<String> made = new ArrayList<>();
    for (Update update : result.updates()) {
      made.add(
          update.mappingName()
              + new String(
                  UserObjectWriter.write(update, update.data().decode()), StandardCharsets.UTF_8));
    }
    result.deadLetters().forEach(letter -> made.add(letter.reason() + letter.detail()));
    result.repairs().forEach(repair -> made.add(repair.toString()));
    return made;
  }
}
