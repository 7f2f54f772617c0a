package io.segmentinsider.outcome;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.segmentinsider.record.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.flink.api.common.serialization.SerializationSchema;

/**
 * A dead letter as one line of JSON; the members are a stable interface ({@code docs/report.md}).
 */
public final class DeadLetterJson implements SerializationSchema<DeadLetter> {

  private static final long serialVersionUID = 1L;
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * Kafka's default for a record is 1,048,588 bytes; a dead letter must never fail for its size.
   */
  private static final int MAX_BYTES = 1_000_000;

  @Override
  public byte[] serialize(DeadLetter letter) {
    byte[] whole = write(letter);
    return whole.length <= MAX_BYTES ? whole : write(withoutContent(letter));
  }

  private static DeadLetter withoutContent(DeadLetter letter) {
    return new DeadLetter(
        letter.reason(),
        letter.scope(),
        letter.detail() + " (too large to repeat here: the source position leads to the original)",
        letter.source(),
        letter.messageId(),
        letter.action(),
        null,
        null);
  }

  private static byte[] write(DeadLetter letter) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("reason", letter.reason().code());
      json.writeStringField("stage", letter.reason().stage().code());
      json.writeStringField("scope", letter.scope().code());
      json.writeStringField("detail", letter.detail());
      SourceJson.write(json, letter.source());
      if (letter.messageId() != null) {
        json.writeStringField("messageId", letter.messageId());
      }
      if (letter.action() != null) {
        json.writeStringField("action", letter.action());
      }
      if (letter.original() != null) {
        writeOriginal(json, letter.original());
      }
      if (letter.update() != null) {
        json.writeFieldName("update");
        json.writeRawValue(new String(letter.update(), StandardCharsets.UTF_8));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private static void writeOriginal(JsonGenerator json, byte[] original) throws IOException {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(original)).toString();
      json.writeStringField("original", text);
    } catch (CharacterCodingException e) {
      json.writeStringField("originalBase64", Base64.getEncoder().encodeToString(original));
    }
  }
}
