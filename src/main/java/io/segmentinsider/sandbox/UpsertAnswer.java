package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The body of a 200: counts, and why user objects were refused (docs/insider-api.md#answers). */
final class UpsertAnswer {

  private UpsertAnswer() {}

  /**
   * The answer to an upsert that was processed.
   *
   * @param named whether the refused user objects are named; without it the sender cannot know
   *     which they are
   */
  static HttpAnswer of(JsonFactory json, Reused<ReceivedUser> users, boolean named) {
    int refused = 0;
    for (int i = 0; i < users.size(); i++) {
      refused += users.get(i).isRefused() ? 1 : 0;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    try (JsonGenerator generator = json.createGenerator(out)) {
      generator.writeStartObject();
      generator.writeObjectFieldStart("data");
      generator.writeObjectFieldStart("successful");
      if (refused < users.size()) {
        generator.writeNumberField("count", users.size() - refused);
      }
      generator.writeEndObject();
      generator.writeObjectFieldStart("fail");
      if (refused > 0) {
        generator.writeNumberField("count", refused);
        if (named) {
          writeErrors(generator, users);
        }
      }
      generator.writeEndObject();
      generator.writeEndObject();
      generator.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return HttpAnswer.json(200, out.toByteArray());
  }

  private static void writeErrors(JsonGenerator generator, Reused<ReceivedUser> users)
      throws IOException {
    generator.writeObjectFieldStart("errors");
    for (int i = 0; i < users.size(); i++) {
      for (Map.Entry<String, List<String>> error : users.get(i).errors().entrySet()) {
        generator.writeArrayFieldStart(error.getKey());
        for (String text : error.getValue()) {
          generator.writeString(text);
        }
        generator.writeEndArray();
      }
    }
    generator.writeEndObject();
  }
}
