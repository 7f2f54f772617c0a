package io.segmentinsider.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By which message each attribute of a person came. */
class AttributeOriginsTest {

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static void add(AttributeOrigins origins, JsonNode sent) {
    SentUser user = SentUser.of(sent);
    if (user != null) {
      origins.add(user);
    }
  }

  @Test
  void theLastMessageThatWasTakenCounts() throws IOException {
    AttributeOrigins origins =
        new AttributeOrigins(
            json("{'identifiers':{'uuid':['u-1'],'segment_anonymous_id':['a-1']}}"));
    add(
        origins,
        json(
            "{'status':200,'messageIds':['m-1'],'user':{'identifiers':{'custom':"
                + "{'segment_anonymous_id':'a-1'}},'attributes':{'age':3,'custom':{'plan':'x'}}}}"));
    add(
        origins,
        json(
            "{'status':200,'messageIds':['m-2','m-3'],'user':{'identifiers':{'uuid':'u-1'},"
                + "'attributes':{'age':4}}}"));
    add(
        origins,
        json(
            "{'status':500,'messageIds':['m-4'],'user':{'identifiers':{'uuid':'u-1'},"
                + "'attributes':{'age':5}}}"));
    add(
        origins,
        json(
            "{'status':200,'messageIds':['m-5'],'user':{'identifiers':{'uuid':'u-2'},"
                + "'attributes':{'age':6}}}"));
    assertThat(origins.messages()).isEqualTo(Map.of("age", "m-3", "custom.plan", "m-1"));
  }
}
