package io.segmentinsider.outcome;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.serialization.SerializationSchema;

/**
 * A receipt as one line of JSON; the members are a stable interface ({@code docs/report.md}). Lines
 * are written one after another in memory that is used again: for one thread.
 */
public final class ReceiptJson implements SerializationSchema<Receipt> {

  private static final long serialVersionUID = 1L;

  private static final int CAPACITY = 512;

  /** Null until the first receipt, as it does not travel with the job. */
  @Nullable private transient JsonBuffer memory;

  @Override
  public byte[] serialize(Receipt receipt) {
    JsonBuffer out = memory == null ? new JsonBuffer(CAPACITY) : memory;
    memory = out;
    out.clear();
    out.ascii("{\"messageId\":").text(receipt.messageId());
    out.ascii(",\"action\":").value(receipt.mappingName());
    out.ascii(",\"status\":").text(receipt.status().code());
    if (receipt.reason() != null) {
      out.ascii(",\"reason\":").text(receipt.reason());
    }
    if (receipt.refusedEvents() > 0) {
      out.ascii(",\"refusedEvents\":").integer(receipt.refusedEvents());
    }
    if (!receipt.repairs().isEmpty()) {
      repairs(receipt.repairs(), out);
    }
    OriginJson.write(receipt.origin(), out.ascii(",\"source\":"));
    if (receipt.attempts() > 0) {
      out.ascii(",\"attempts\":").integer(receipt.attempts());
      out.ascii(",\"latencyMs\":").integer(receipt.latencyMs());
    }
    return out.ascii("}").toBytes();
  }

  private static void repairs(Repairs repairs, JsonBuffer out) {
    List<Repair.Kind> kinds = repairs.kinds();
    out.ascii(",\"repairs\":[");
    for (int i = 0; i < kinds.size(); i++) {
      out.ascii(i == 0 ? "" : ",").text(kinds.get(i).code());
    }
    out.ascii("]");
    if (!repairs.fields().isEmpty()) {
      fields(repairs.fields(), out.ascii(",\"repairedFields\":["));
    }
  }

  private static void fields(List<Repairs.Field> fields, JsonBuffer out) {
    for (int i = 0; i < fields.size(); i++) {
      Repairs.Field field = fields.get(i);
      out.ascii(i == 0 ? "{\"kind\":" : ",{\"kind\":").text(field.kind().code());
      out.ascii(",\"field\":").text(field.name()).ascii("}");
    }
    out.ascii("]");
  }
}
