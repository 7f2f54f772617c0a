package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads one event of a user object and judges it by {@link EventRules}. For one thread. */
final class SentEventReader {

  private static final String NAME_PATTERN = "^[a-z0-9][a-zA-Z0-9._-]*$";

  private final SeenNames names;
  private final Name unnamed;
  private final ContentDigest digest = new ContentDigest();

  private ReceivedUser user;
  private int userIndex;
  private int eventIndex;

  /** What was seen of the present event. */
  private Name name;

  private boolean named;
  private boolean timed;
  private long time;
  private int present;
  private long highSum;
  private long lowSum;

  SentEventReader(SeenNames names) {
    this.names = names;
    this.unnamed = names.atRoot("");
  }

  /**
   * Adds the event that starts at the current token to a user object, and leaves the parser at its
   * last token.
   *
   * @param index of the user object in the request
   */
  void read(JsonParser parser, ReceivedUser into, int index) throws IOException {
    user = into;
    userIndex = index;
    eventIndex = into.events().size();
    name = unnamed;
    named = false;
    timed = false;
    time = 0;
    present = 0;
    highSum = 0;
    lowSum = 0;
    ReceivedUser.Value event = into.events().add();
    int start = Tokens.start(parser);
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      members(parser);
      judge();
    } else {
      refuse("type(object)", "event must be object");
      parser.skipChildren();
      parser.finishToken();
    }
    digest.sum(highSum, lowSum);
    digest.pair(time, digest.high(), digest.low());
    digest.named(name);
    event.set(name, digest.high(), digest.low(), start, Tokens.end(parser), false);
  }

  private void members(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (field) {
        case "event_name" -> name(parser);
        case "timestamp" -> timestamp(parser);
        case "event_params" -> {
          if (token == JsonToken.START_OBJECT) {
            parameters(parser);
          } else if (token != JsonToken.VALUE_NULL) {
            refuse("event_params.type(object)", "event_params must be object");
            parser.skipChildren();
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  private void name(JsonParser parser) throws IOException {
    named = true;
    boolean valid =
        parser.currentToken() == JsonToken.VALUE_STRING
            && EventRules.isName(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    if (valid) {
      name = names.atRoot(parser.getText());
    } else {
      refuse(
          "event_name.*.regexp(" + NAME_PATTERN + ")",
          "not a valid event name: " + Tokens.shown(parser));
      parser.skipChildren();
    }
  }

  private void timestamp(JsonParser parser) throws IOException {
    timed = true;
    time =
        parser.currentToken() == JsonToken.VALUE_STRING
            ? Rfc3339.nanos(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
            : Rfc3339.INVALID;
    if (time == Rfc3339.INVALID) {
      refuse("timestamp.*.date_time(RFC3339)", "not a valid timestamp: " + Tokens.shown(parser));
      parser.skipChildren();
    }
  }

  private void parameters(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String parameter = parser.currentName();
      if (parser.nextToken() == JsonToken.START_OBJECT && parameter.equals("custom")) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          Name custom = names.inCustom(parser.currentName());
          parser.nextToken();
          parameter(parser, custom);
        }
      } else {
        Name atRoot = names.atRoot(parameter);
        present |= Tokens.isPresent(parser) ? atRoot.requirement() : 0;
        parameter(parser, atRoot);
      }
    }
  }

  /** Sums up, as parameters make the same event in any order. */
  private void parameter(JsonParser parser, Name parameter) throws IOException {
    digest.value(parser, names);
    digest.named(parameter);
    highSum += digest.high();
    lowSum += digest.low();
  }

  private void judge() {
    if (!named) {
      refuse("event_name.required", "event_name must be specified");
    }
    if (!timed) {
      refuse("timestamp.required", "timestamp must be specified");
    }
    for (String parameter : EventRules.missing(name.text(), present)) {
      refuse(
          "event_params.*.required",
          parameter + " parameter is required on " + name.text() + " event");
    }
  }

  private void refuse(String rule, String text) {
    user.refuse("users." + userIndex + ".events." + eventIndex + "." + rule, text);
  }
}
