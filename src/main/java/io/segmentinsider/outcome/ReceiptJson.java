package io.segmentinsider.outcome;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializationSchema;

/** A receipt as one line of JSON; the members are a stable interface ({@code docs/report.md}). */
public final class ReceiptJson implements SerializationSchema<Receipt> {

  private static final long serialVersionUID = 1L;
  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public byte[] serialize(Receipt receipt) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("messageId", receipt.messageId());
      json.writeStringField("action", receipt.mappingName());
      json.writeStringField("status", receipt.status().code());
      if (receipt.reason() != null) {
        json.writeStringField("reason", receipt.reason());
      }
      if (receipt.refusedEvents() > 0) {
        json.writeNumberField("refusedEvents", receipt.refusedEvents());
      }
      if (!receipt.repairs().isEmpty()) {
        json.writeArrayFieldStart("repairs");
        for (Repair.Kind kind : receipt.repairs().kinds()) {
          json.writeString(kind.code());
        }
        json.writeEndArray();
        writeFields(json, receipt.repairs().fields());
      }
      SourceJson.write(json, receipt.origin());
      if (receipt.attempts() > 0) {
        json.writeNumberField("attempts", receipt.attempts());
        json.writeNumberField("latencyMs", receipt.latencyMs());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private static void writeFields(JsonGenerator json, List<Repairs.Field> fields)
      throws IOException {
    if (fields.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("repairedFields");
    for (Repairs.Field field : fields) {
      json.writeStartObject();
      json.writeStringField("kind", field.kind().code());
      json.writeStringField("field", field.name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
