package io.segmentinsider.outcome;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repairs;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.serialization.SerializationSchema;

/** A receipt as one line of JSON; the members are a stable interface ({@code docs/report.md}). */
public final class ReceiptJson implements SerializationSchema<Receipt> {

  private static final long serialVersionUID = 1L;

  @Override
  public byte[] serialize(Receipt receipt) {
    String mapping = receipt.mappingName();
    JsonObject json =
        new JsonObject(10)
            .put("messageId", receipt.messageId())
            .put("action", mapping == null ? JsonNull.NULL : mapping)
            .put("status", receipt.status().code())
            .putIfPresent("reason", receipt.reason());
    if (receipt.refusedEvents() > 0) {
      json.put("refusedEvents", (long) receipt.refusedEvents());
    }
    if (!receipt.repairs().isEmpty()) {
      JsonArray kinds = new JsonArray();
      receipt.repairs().kinds().forEach(kind -> kinds.add(kind.code()));
      json.put("repairs", kinds).putIfPresent("repairedFields", fields(receipt.repairs().fields()));
    }
    json.put("source", OriginJson.of(receipt.origin()));
    if (receipt.attempts() > 0) {
      json.put("attempts", (long) receipt.attempts()).put("latencyMs", receipt.latencyMs());
    }
    return JsonWriter.write(json);
  }

  @Nullable
  private static JsonArray fields(List<Repairs.Field> fields) {
    if (fields.isEmpty()) {
      return null;
    }
    JsonArray array = new JsonArray(fields.size());
    for (Repairs.Field field : fields) {
      array.add(new JsonObject(2).put("kind", field.kind().code()).put("field", field.name()));
    }
    return array;
  }
}
