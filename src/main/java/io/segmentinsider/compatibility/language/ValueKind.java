package io.segmentinsider.compatibility.language;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** What a piece of a mapping is to the rules of the language. */
enum ValueKind {
  /** An object with at least one key that starts with {@code @}. */
  DIRECTIVE("a directive"),
  /** Any other object. */
  OBJECT("an object"),
  /** A list. */
  ARRAY("an array"),
  /** Text. */
  STRING("a string"),
  /** A number. */
  NUMBER("a number"),
  /** True or false. */
  BOOLEAN("a boolean"),
  /** JSON's null. */
  NULL("null"),
  /** No value. */
  MISSING("missing");

  private final String phrase;

  ValueKind(String phrase) {
    this.phrase = phrase;
  }

  /** The kind with its article, for messages. */
  String phrase() {
    return phrase;
  }

  static ValueKind of(@Nullable Object value) {
    if (value instanceof JsonObject object) {
      return Directives.nameIn(object) == null ? OBJECT : DIRECTIVE;
    }
    if (value instanceof JsonArray) {
      return ARRAY;
    }
    if (value instanceof String) {
      return STRING;
    }
    if (value instanceof Number) {
      return NUMBER;
    }
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    return value == JsonNull.NULL ? NULL : MISSING;
  }
}
