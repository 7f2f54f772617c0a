package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the body of an upsert and judges every user object in it (docs/insider-api.md#request-body,
 * docs/insider-api.md#answers). Used by one thread; what {@link #read} answers is valid until the
 * next call.
 */
final class UpsertReader {

  /** The documented limit of users in one request. */
  static final int MAX_USERS = 1_000;

  private static final String EMAIL_PATTERN = "^.+@.+\\..+$";
  private static final String PHONE_PATTERN = "^\\+[1-9]\\d{6,14}$";

  private final JsonFactory json;
  private final SeenNames names;
  private final Warnings warnings;
  private final SentEventReader events;
  private final ContentDigest digest = new ContentDigest();
  private final Reused<ReceivedUser> users = new Reused<>(ReceivedUser::new);
  private int index;

  UpsertReader(JsonFactory json, SeenNames names, Warnings warnings) {
    this.json = json;
    this.names = names;
    this.warnings = warnings;
    this.events = new SentEventReader(names);
  }

  /**
   * The user objects of a body, refused ones included.
   *
   * @throws InvalidRequestException if the body as a whole is refused
   */
  Reused<ReceivedUser> read(byte[] body, int length) throws InvalidRequestException {
    users.clear();
    boolean defined;
    try (JsonParser parser = json.createParser(body, 0, length)) {
      defined = root(parser);
    } catch (IOException e) {
      throw new InvalidRequestException(Answers.invalidJson());
    }
    if (!defined || users.size() == 0) {
      throw new InvalidRequestException(Answers.usersMissing());
    }
    if (users.size() > MAX_USERS) {
      throw new InvalidRequestException(Answers.tooManyUsers(MAX_USERS));
    }
    return users;
  }

  private boolean root(JsonParser parser) throws IOException, InvalidRequestException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidRequestException(Answers.invalidJson());
    }
    boolean defined = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean isUsers = parser.currentName().equals("users");
      if (parser.nextToken() == JsonToken.START_ARRAY && isUsers) {
        defined = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          user(parser);
        }
      } else {
        parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new InvalidRequestException(Answers.invalidJson());
    }
    return defined;
  }

  private void user(JsonParser parser) throws IOException {
    index = users.size();
    ReceivedUser user = users.add();
    user.clear();
    int start = Tokens.end(parser) - 1;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      refuse(user, "type(object)", "user must be object");
      parser.skipChildren();
      parser.finishToken();
      user.setPosition(Tokens.start(parser), Tokens.end(parser));
      return;
    }
    boolean attributesEmpty = false;
    boolean appendDecides = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (field) {
        case "identifiers" -> identifiers(parser, user);
        case "insider_id" -> insiderId(parser, user);
        case "attributes" -> {
          attributes(parser, user);
          attributesEmpty = user.attributes().size() == 0;
        }
        case "events" -> events(parser, user);
        case "append" -> {
          if (token.isBoolean()) {
            user.setAppend(token == JsonToken.VALUE_TRUE);
            appendDecides = true;
          }
        }
        case "not_append" -> {
          if (token.isBoolean() && !appendDecides) {
            user.setAppend(token == JsonToken.VALUE_FALSE);
          }
        }
        default -> parser.skipChildren();
      }
    }
    user.setPosition(start, Tokens.end(parser));
    judge(user, attributesEmpty);
  }

  private void judge(ReceivedUser user, boolean attributesEmpty) {
    if (user.identifiers().size() == 0 && !user.isRefused()) {
      String text = "either insider_id or idenifiers must be specified";
      refuse(user, "identifiers.required", text);
      refuse(user, "insider_id.required", text);
    }
    if (user.events().size() == 0 && user.attributes().size() == 0 && !user.isRefused()) {
      String text = "either attributes or events must be specified";
      refuse(user, "attributes.required", text);
      refuse(user, "events.required", text);
    } else if (attributesEmpty) {
      refuse(user, "attributes.min(1)", "attributes must have at least one attribute");
    }
  }

  private void identifiers(JsonParser parser, ReceivedUser user) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      refuseType(parser, user, "identifiers", "object");
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      if (field.equals("custom") && token == JsonToken.START_OBJECT) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          Name name = names.inCustom(parser.currentName());
          parser.nextToken();
          identifier(parser, user, name);
        }
      } else {
        defaultIdentifier(parser, user, field, token);
      }
    }
  }

  private void defaultIdentifier(
      JsonParser parser, ReceivedUser user, String field, JsonToken token) throws IOException {
    String prefix = "identifiers.*.";
    boolean known = IdentifierRules.isDefault(field);
    if (!known) {
      refuse(
          user,
          prefix + "in(defaults_column)",
          "key must be one of phone_number(pn), email(em) or uuid");
    } else if (token != JsonToken.VALUE_STRING) {
      refuse(user, prefix + "type(string)", field + " must be string: " + Tokens.shown(parser));
    } else {
      char[] text = parser.getTextCharacters();
      int offset = parser.getTextOffset();
      int length = parser.getTextLength();
      if (field.equals("email") && !IdentifierRules.isEmail(text, offset, length)) {
        refuse(
            user,
            prefix + "regexp(" + EMAIL_PATTERN + ")",
            "not a valid email address: " + parser.getText());
      } else if (field.equals("phone_number")
          && !IdentifierRules.isPhoneNumber(text, offset, length)) {
        refuse(
            user,
            prefix + "regexp(" + PHONE_PATTERN + ")",
            "user has an invalid phone number: " + parser.getText());
      } else {
        identifier(parser, user, names.atRoot(field));
      }
    }
    parser.skipChildren();
  }

  private void insiderId(JsonParser parser, ReceivedUser user) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      identifier(parser, user, names.atRoot("insider_id"));
    } else {
      refuseType(parser, user, "insider_id", "string");
    }
  }

  /** An empty or a null value identifies nobody and is passed over. */
  private void identifier(JsonParser parser, ReceivedUser user, Name name) throws IOException {
    JsonToken token = parser.currentToken();
    boolean usable =
        token == JsonToken.VALUE_STRING ? parser.getTextLength() > 0 : token.isNumeric();
    if (!usable) {
      parser.skipChildren();
      return;
    }
    int start = Tokens.start(parser);
    digest.text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), 0);
    digest.named(name);
    user.identifiers()
        .add()
        .set(name, digest.high(), digest.low(), start, Tokens.end(parser), false);
  }

  private void attributes(JsonParser parser, ReceivedUser user) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      refuseType(parser, user, "attributes", "object");
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      if (field.equals("custom") && token == JsonToken.START_OBJECT) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          Name name = names.inCustom(parser.currentName());
          warnings.countIf(name.attributeType() != null, Warnings.Kind.DEFAULT_ATTRIBUTE_IN_CUSTOM);
          parser.nextToken();
          attribute(parser, user, name);
        }
      } else {
        Name name = names.atRoot(field);
        AttributeType type = name.attributeType();
        warnings.countIf(type == null, Warnings.Kind.CUSTOM_ATTRIBUTE_AT_ROOT);
        warnings.countIf(
            type != null && token != JsonToken.VALUE_NULL && !type.admits(token),
            Warnings.Kind.DEFAULT_ATTRIBUTE_OF_OTHER_TYPE);
        attribute(parser, user, name);
      }
    }
  }

  /** Whether null clears an attribute is in no document: here it does nothing, and is counted. */
  private void attribute(JsonParser parser, ReceivedUser user, Name name) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      warnings.countIf(true, Warnings.Kind.NULL_ATTRIBUTE);
      return;
    }
    int start = Tokens.start(parser);
    digest.value(parser, names);
    user.attributes()
        .add()
        .set(
            name,
            digest.high(),
            digest.low(),
            start,
            Tokens.end(parser),
            token == JsonToken.START_ARRAY);
  }

  private void events(JsonParser parser, ReceivedUser user) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      refuseType(parser, user, "events", "array");
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      events.read(parser, user, index);
    }
  }

  private void refuse(ReceivedUser user, String rule, String text) {
    user.refuse("users." + index + "." + rule, text);
  }

  private void refuseType(JsonParser parser, ReceivedUser user, String field, String type)
      throws IOException {
    refuse(user, field + ".type(" + type + ")", field + " must be " + type);
    parser.skipChildren();
  }
}
