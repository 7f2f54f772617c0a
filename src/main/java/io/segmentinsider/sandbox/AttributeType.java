package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Map;
import javax.annotation.Nullable;

/** The JSON types of default attributes (docs/insider-api.md#attributes). */
enum AttributeType {
  /** A JSON string. */
  TEXT,
  /** A JSON number. */
  NUMBER,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** A JSON string in RFC 3339. */
  TIME,
  /** A JSON array. */
  LIST;

  private static final Map<String, AttributeType> DEFAULTS =
      Map.ofEntries(
          Map.entry("email", TEXT),
          Map.entry("phone_number", TEXT),
          Map.entry("uuid", TEXT),
          Map.entry("name", TEXT),
          Map.entry("surname", TEXT),
          Map.entry("birthday", TIME),
          Map.entry("gender", TEXT),
          Map.entry("age", NUMBER),
          Map.entry("language", TEXT),
          Map.entry("lo", TEXT),
          Map.entry("locale", TEXT),
          Map.entry("country", TEXT),
          Map.entry("city", TEXT),
          Map.entry("email_optin", BOOLEAN),
          Map.entry("sms_optin", BOOLEAN),
          Map.entry("whatsapp_optin", BOOLEAN),
          Map.entry("gdpr_optin", BOOLEAN),
          Map.entry("static_segment_id", LIST),
          Map.entry("list_id", LIST),
          Map.entry("app_version", TEXT),
          Map.entry("idfa", TEXT),
          Map.entry("model", TEXT),
          Map.entry("last_ip", TEXT),
          Map.entry("carrier", TEXT),
          Map.entry("os_version", TEXT),
          Map.entry("platform", TEXT),
          Map.entry("timezone", TEXT),
          Map.entry("phone", TEXT));

  /** The type of a default attribute; null if there is no default attribute of that name. */
  @Nullable
  static AttributeType ofDefault(String name) {
    return DEFAULTS.get(name);
  }

  /** Whether a value that starts with this token has the type. */
  boolean admits(JsonToken token) {
    return switch (this) {
      case TEXT, TIME -> token == JsonToken.VALUE_STRING;
      case NUMBER -> token.isNumeric();
      case BOOLEAN -> token.isBoolean();
      case LIST -> token == JsonToken.START_ARRAY;
    };
  }
}
