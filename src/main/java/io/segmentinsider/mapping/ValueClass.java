package io.segmentinsider.mapping;

import io.segmentinsider.insider.IdentifierForm;
import io.segmentinsider.json.ExactNumber;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** What kind of value a value is, without saying what it is. */
public final class ValueClass {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-].*)?)?");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)*");
  private static final Pattern IP_ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final int LONG_TEXT = 100;

  private ValueClass() {}

  /** The JSON type. */
  public static String typeOf(@Nullable Object value) {
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Number) {
      return "number";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value instanceof JsonArray) {
      return "array";
    }
    return value instanceof JsonObject ? "object" : "null";
  }

  /** The class of an example: {@code e-mail address}, {@code integer}, {@code list of word}. */
  public static String of(@Nullable Object value) {
    if (value instanceof String text) {
      return ofText(text);
    }
    if (value instanceof Number) {
      boolean integer =
          value instanceof Long || (value instanceof ExactNumber exact && exact.isInteger());
      return integer ? "integer" : "decimal";
    }
    if (value instanceof JsonArray list) {
      Set<String> classes = new TreeSet<>();
      for (Object item : list) {
        classes.add(of(item));
      }
      return "list of " + String.join(" or ", classes);
    }
    return typeOf(value);
  }

  private static String ofText(String text) {
    if (IdentifierForm.isEmail(text)) {
      return "e-mail address";
    }
    if (IdentifierForm.isPhoneNumber(text)) {
      return "phone number";
    }
    if (text.startsWith("http://") || text.startsWith("https://")) {
      return "URL";
    }
    if (isJson(text)) {
      return "JSON text";
    }
    if (text.length() > LONG_TEXT) {
      return "long text";
    }
    if (UUID.matcher(text).matches()) {
      return "UUID";
    }
    if (DATE_TIME.matcher(text).matches()) {
      return "date-time";
    }
    if (IP_ADDRESS.matcher(text).matches()) {
      return "IP address";
    }
    if (NUMBER.matcher(text).matches()) {
      return "number as text";
    }
    return text.indexOf(' ') < 0 ? "word" : "text";
  }

  private static boolean isJson(String text) {
    return (text.startsWith("[") && text.endsWith("]"))
        || (text.startsWith("{") && text.endsWith("}"));
  }
}
