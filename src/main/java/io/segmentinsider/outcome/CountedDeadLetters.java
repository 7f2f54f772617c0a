package io.segmentinsider.outcome;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.metrics.Counter;

/** Counts dead letters by reason on their way to Kafka. */
final class CountedDeadLetters implements SerializationSchema<DeadLetter> {

  private static final long serialVersionUID = 1L;

  private final DeadLetterJson json;
  private transient Map<Reason, Counter> counters;

  CountedDeadLetters(DeadLetterJson json) {
    this.json = json;
  }

  @Override
  public void open(InitializationContext context) {
    counters = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      counters.put(reason, JobMetric.DEAD_LETTERS.counter(context.getMetricGroup(), reason.code()));
    }
  }

  @Override
  public byte[] serialize(DeadLetter letter) {
    counters.get(letter.reason()).inc();
    return json.serialize(letter);
  }
}
