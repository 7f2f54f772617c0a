package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Where tokens stand, and what is said of them. */
final class Tokens {

  private Tokens() {}

  /** Where the current token starts in the body. */
  static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Where the current token ends in the body, exclusive; its text must have been read. */
  static int end(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }

  /** A value as an error text shows it; only the kind of one that is no scalar. */
  static String shown(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "object";
      case START_ARRAY -> "array";
      default -> parser.getText();
    };
  }

  /** Whether there is a value that is neither null nor empty text. */
  static boolean isPresent(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return token == JsonToken.VALUE_STRING
        ? parser.getTextLength() > 0
        : token != JsonToken.VALUE_NULL;
  }
}
