package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * JSON as a dump shows it: members sorted by name, numbers in canonical form, arrays in their own
 * order.
 */
final class CanonicalJson {

  /** A number, which is not to be written as a string. */
  private record Numeral(String text) {}

  private final JsonFactory json;

  CanonicalJson(JsonFactory json) {
    this.json = json;
  }

  /** Reads a value: sorted maps, lists, strings, booleans, null. */
  @Nullable
  Object read(byte[] value) throws IOException {
    try (JsonParser parser = json.createParser(value)) {
      parser.nextToken();
      return read(parser);
    }
  }

  /** Writes what {@link #read} read. */
  static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        generator.writeFieldName((String) member.getKey());
        write(generator, member.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> elements) {
      generator.writeStartArray();
      for (Object element : elements) {
        write(generator, element);
      }
      generator.writeEndArray();
    } else if (value instanceof Numeral number) {
      generator.writeNumber(number.text());
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else if (value instanceof String text) {
      generator.writeString(text);
    } else {
      generator.writeNull();
    }
  }

  @Nullable
  private static Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        SortedMap<String, Object> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, read(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(read(parser));
        }
        yield elements;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Numeral(
              CanonicalNumber.of(
                  parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength()));
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }
}
