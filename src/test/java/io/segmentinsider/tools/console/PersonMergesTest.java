package io.segmentinsider.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Which profiles became the profile of one person, and by which message. */
class PersonMergesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static JsonNode sent(int status, String message, String identifiers) throws IOException {
    return json(
        "{'status':%d,'messageIds':['%s'],'user':{'identifiers':{%s}}}"
            .formatted(status, message, identifiers));
  }

  private static void add(PersonMerges person, JsonNode sent) {
    SentUser user = SentUser.of(sent);
    if (user != null) {
      person.add(user);
    }
  }

  private static String device(String id) {
    return "'custom':{'segment_anonymous_id':'" + id + "'}";
  }

  @Test
  void aMergeIsTheFirstMessageThatNamesBoth() throws IOException {
    PersonMerges person =
        new PersonMerges(
            json(
                "{'identifiers':{'uuid':['u-1'],'email':['a@b.co'],"
                    + "'segment_anonymous_id':['a-1','a-2']}}"));
    add(person, sent(200, "m-1", device("a-1")));
    add(person, sent(200, "m-2", "'uuid':'u-1','email':'a@b.co'"));
    add(person, sent(200, "m-3", "'uuid':'u-2'," + device("a-9")));
    add(person, sent(500, "m-4", "'uuid':'u-1'," + device("a-1")));
    add(person, sent(200, "m-5", "'uuid':'u-1'," + device("a-2")));
    assertThat(person.merges()).isEmpty();
    add(person, sent(200, "m-6", "'uuid':'u-1'," + device("a-1")));
    add(person, sent(200, "m-7", "'email':'a@b.co'," + device("a-1")));
    assertThat(JSON.valueToTree(person.merges()).toString().replace('"', '\''))
        .isEqualTo(
            "[{'message':'m-6','joined':{'email':['a@b.co'],'segment_anonymous_id':['a-2'],"
                + "'uuid':['u-1']}}]");
  }

  @Test
  void oneMessageCanJoinThree() throws IOException {
    PersonMerges person =
        new PersonMerges(
            json("{'identifiers':{'uuid':['u-1'],'email':['a@b.co'],'phone_number':['+1']}}"));
    add(person, sent(200, "m-1", "'uuid':'u-1'"));
    add(person, sent(200, "m-2", "'email':'a@b.co'"));
    add(person, sent(200, "m-3", "'phone_number':'+1'"));
    add(person, sent(200, "m-4", "'uuid':'u-1','email':'a@b.co','phone_number':'+1'"));
    assertThat(person.merges()).hasSize(2).allMatch(merge -> merge.message().equals("m-4"));
  }
}
