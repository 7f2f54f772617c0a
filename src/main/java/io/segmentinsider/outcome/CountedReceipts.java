package io.segmentinsider.outcome;

import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Receipt;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.metrics.Counter;

/** Counts receipts by status on their way to Kafka. */
final class CountedReceipts implements SerializationSchema<Receipt> {

  private static final long serialVersionUID = 1L;

  private final ReceiptJson json = new ReceiptJson();
  private transient Map<Receipt.Status, Counter> counters;

  @Override
  public void open(InitializationContext context) {
    counters = new EnumMap<>(Receipt.Status.class);
    for (Receipt.Status status : Receipt.Status.values()) {
      counters.put(status, JobMetric.RECEIPTS.counter(context.getMetricGroup(), status.code()));
    }
  }

  @Override
  public byte[] serialize(Receipt receipt) {
    counters.get(receipt.status()).inc();
    return json.serialize(receipt);
  }
}
