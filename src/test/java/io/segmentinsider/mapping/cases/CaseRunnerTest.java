package io.segmentinsider.mapping.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseRunnerTest {

  private static final CaseRunner RUNNER = new CaseRunner(Presets.segmentActions());
  private static final CaseRunner GUIDE = new CaseRunner(Presets.of("default"));

  private static final String IDENTIFY =
      "'action':'updateUserProfile','event':{'type':'identify','userId':'u','traits':{'age':AGE}}";
  private static final String USER =
      "{'identifiers':{'uuid':'u','custom':{}},'attributes':{'age':3.0},'not_append':true}";

  private static List<String> run(CaseRunner runner, String text) throws JsonException {
    return runner.run(new JsonReader().read(text.replace('\'', '"'))).differences();
  }

  private static List<String> run(String text) throws JsonException {
    return run(RUNNER, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'mapping':{'a':{'@path':'$.b'}},'input':{'b':1},'expect':{'output':{'a':1.0}}}",
        "{'mapping':{'a':1},'expect':{'output':{'a':1}}}",
        "{'mapping':{'@path':'$.b'},'expect':{'undefined':true}}",
        "{'mapping':{'a':{'@nope':1}},'expect':{'error':'other words'}}",
        "{'mapping':{'a':[{'@path':'$.b'}]},'expect':{'output':{'a':[null]}}}",
        "{'mapping':{'a':{'@transform':{'apply':{'@path':'$.b'},'mapping':{'@template':'{{{ }}}'}}}},"
            + "'expect':{'output':{'a':'[object Object]'}}}",
        "{'mapping':{'@flatten':{'separator':'.','value':{'a.b':1,'a':{'b':{'@path':'$.c'}}}}},"
            + "'expect':{'output':{}}}",
        "{'mapping':{'__segment_internal_directive':[{'a':1}],'b':2},"
            + "'expect':{'output':[{'a':1,'mapping':{'b':2}}]}}",
        "{'action':'trackEvent','event':null,'expect':{'error':'any'}}",
        "{'fql':'type = \\'track\\'','event':{'type':'track'},'expect':true}",
        "{'fql':'nonsense','event':{},'error':'any'}"
      })
  void passesWhatIsAsExpected(String text) throws JsonException {
    assertThat(run(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'mapping':{'a':{'@path':'$.b'}},'input':{'b':1},'expect':{'output':{'a':'1'}}}",
        "{'mapping':{'a':{'@path':'$.b'}},'input':{'b':null},'expect':{'output':{}}}",
        "{'mapping':{'a':{'@path':'$.b'}},'expect':{'output':{'a':null}}}",
        "{'mapping':{'a':1},'expect':{'error':'x'}}",
        "{'mapping':{'a':1},'expect':{'undefined':true}}",
        "{'mapping':{'@path':'$.b'},'expect':{'output':null}}",
        "{'mapping':{'a':{'@nope':1}},'expect':{'output':{}}}",
        "{'mapping':{'a':[1,2]},'expect':{'output':{'a':[1]}}}",
        "{'mapping':{'a':[1]},'expect':{'output':{'a':[1,null]}}}",
        "{'fql':'type = \\'track\\'','event':{'type':'track'},'expect':false}",
        "{'fql':'type = null','event':{},'error':'any'}",
        "{'fql':'nonsense','event':{},'expect':false}",
        "{'mapping':1,'action':'trackEvent','expect':{}}",
        "{'action':'trackEvent','event':[],'expect':{'request':{}}}",
        "{'expect':{}}",
        "{}",
        "[]"
      })
  void failsWhatIsNot(String text) throws JsonException {
    assertThat(run(text)).isNotEmpty();
  }

  @Test
  void differencesNameThePlaceAndBothValues() throws JsonException {
    assertThat(
            run(
                "{'mapping':{'@path':''},'input':{'a':{'b':[1,'x']},'c':null},"
                    + "'expect':{'output':{'a':{'b':[2,'x',true]},'d':{}}}}"))
        .containsExactly(
            "a.b.0: expected 2, but is 1",
            "a.b.2: expected true, but is missing",
            "d: expected {}, but is missing",
            "c: not expected, but is null");
  }

  @ParameterizedTest
  @CsvSource({"3, true", "'\"3\"', true", "4, false", "'\"x\"', false"})
  void runsOneEventThroughAnAction(String age, boolean passes) throws JsonException {
    String expected = "'expect':{'request':{'platform':'segment','users':[" + USER + "]}}";
    String text = "{" + IDENTIFY.replace("AGE", age) + "," + expected + "}";
    assertThat(run(text).isEmpty()).isEqualTo(passes);
  }

  @Test
  void takesEitherOutcomeOfAnAccident() throws JsonException {
    String expected = ",'expect':{'error':'x','errorKind':'engine'}}";
    assertThat(run("{" + IDENTIFY.replace("AGE", "3") + expected)).isEmpty();
    assertThat(run("{" + IDENTIFY.replace("AGE", "'x'") + expected)).isEmpty();
    String several = "{'action':'updateUserProfile','events':[{'userId':'u'}]";
    assertThat(run(several + expected)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'index':1,'error':'x'}] | true",
        "[] | false",
        "[{'index':0,'error':'x'}] | false"
      })
  void runsSeveralEventsThroughAnAction(String rejected, boolean passes) throws JsonException {
    String event = "{'userId':'u','traits':{'age':AGE}}";
    String events = event.replace("AGE", "3") + "," + event.replace("AGE", "'x'");
    String text =
        "{'action':'updateUserProfile','events':["
            + events
            + "],'expect':{'request':{'platform':'segment','users':["
            + USER
            + "]},'rejected':"
            + rejected
            + "}}";
    assertThat(run(text).isEmpty()).isEqualTo(passes);
  }

  @Test
  void runsOtherActionsAsTheJobDoes() throws JsonException {
    String event =
        "'event':{'type':'identify','timestamp':'2024-05-01T00:00:00Z','userId':'u',"
            + "'traits':{'firstName':'Jo'}}";
    String user = "{'identifiers':{'uuid':'u'},'attributes':{'name':'Jo'},'not_append':true}";
    String expect = ",'expect':{'request':{'users':[" + user + "]}}}";
    assertThat(run(GUIDE, "{'action':'Identify'," + event + expect)).isEmpty();
    assertThat(run(GUIDE, "{'action':'insiderLink'," + event + expect)).isNotEmpty();
    assertThat(run(GUIDE, "{'action':'insiderUser'," + event + ",'expect':{'error':'x'}}"))
        .containsExactly(
            "insiderUser is the action of several mappings; name one of them: [Identify, Group]");
    assertThat(run(GUIDE, "{'action':'Identify','event':{},'expect':{'error':'x'}}")).isEmpty();
    assertThat(run(GUIDE, "{'action':'Nobody'," + event + ",'expect':{'error':'x'}}"))
        .containsExactly("there is no action or mapping of the name Nobody");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'type':'page','userId':'u'}                                | {'mappings':['Page']}                       | ~~
          {'type':'page','userId':'u'}                                | {'mappings':['Page'],'deadLetters':[],'suppressed':[]} | ~~
          {'type':'page','userId':'u'}                                | {'mappings':['Screen']}                     | mappings.0: expected "Screen", but is "Page"
          {'type':'page','userId':'u'}                                | {'mappings':[]}                             | mappings.0: not expected, but is "Page"
          {'type':'track','userId':'u','event':'Product Viewed'}      | {'mappings':['Product Viewed']}             | ~~
          {'type':'track','userId':'u','event':'Anything'}            | {'mappings':['Track']}                      | ~~
          {'type':'identify','userId':'u','traits':{'age':3}}         | {'users':[{'identifiers':{'uuid':'u'},'attributes':{'age':3},'not_append':true}]} | ~~
          {'type':'identify','userId':'u','traits':{'age':3}}         | {'users':[{'identifiers':{'uuid':'u'},'attributes':{'age':4},'not_append':true}]} | users.0.attributes.age: expected 4, but is 3
          {'type':'identify','userId':'u','traits':{'age':3}}         | {'users':[]}                                | users.0: not expected, but is {"identifiers":{"uuid":"u"},"attributes":{"age":3},"not_append":true}
          {'type':'page','userId':'null'}                             | {'users':[],'deadLetters':['no-identifier'],'mappings':['Page']} | ~~
          {'type':'page','userId':'u','integrations':{'All':false}}   | {'users':[],'suppressed':['integrations']}  | ~~
          {'type':'nothing','userId':'u'}                             | {'mappings':[]}                             | ~~
          {'userId':'u'}                                              | {'mappings':[],'deadLetters':['missing-type']}    | ~~
          {'type':'page','userId':'u'}                                | {}                                          | "expect" of an event through the whole file has "mappings", "users", "suppressed" or "deadLetters"
          {'type':'page','userId':'u'}                                | {'request':{}}                              | "expect" of an event through the whole file has "mappings", "users", "suppressed" or "deadLetters"
          {'type':'page','userId':'u'}                                | {'mappings':['Page'],'user':[]}             | "expect" of an event through the whole file has "mappings", "users", "suppressed" or "deadLetters"
          """)
  void anEventAloneGoesThroughTheWholeFile(String event, String expect, String difference)
      throws JsonException {
    assertThat(run(GUIDE, "{'event':" + event + ",'expect':" + expect + "}"))
        .isEqualTo(difference.isEmpty() ? List.of() : List.of(difference));
  }
}
