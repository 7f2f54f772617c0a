package io.segmentinsider.segment;

import io.segmentinsider.record.JobMetric;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * The connector's source, whose readers look at each position before they go on from it. Its
 * consumers have no policy for positions that are not there, so one that meets such a position
 * fails, and the job starts again and finds the gap. State is the connector's own.
 */
public final class GapReportingSource<T>
    implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<T>,
        LineageVertexProvider {

  private static final long serialVersionUID = 1L;

  private final KafkaSource<T> source;
  private final PartitionLogs logs;
  private final MissingOffsets missing;
  private final LostRecords<T> lost;
  private final JobMetric gaps;

  private GapReportingSource(
      KafkaSource<T> source,
      SourceSettings settings,
      Map<String, String> kafka,
      MissingOffsets missing,
      LostRecords<T> lost,
      JobMetric gaps) {
    this.source = source;
    this.logs = new KafkaPartitionLogs(new HashMap<>(kafka), settings.groupId());
    this.missing = missing;
    this.lost = lost;
    this.gaps = gaps;
  }

  /** The source of events: a gap ends as a dead letter. */
  static GapReportingSource<RawRecord> ofEvents(
      KafkaSource<RawRecord> source, SourceSettings settings, Map<String, String> kafka) {
    return new GapReportingSource<>(
        source, settings, kafka, MissingOffsets.of(kafka), new LostEvents(), JobMetric.OFFSET_GAPS);
  }

  /**
   * The source of erasures, which goes on at the first of them that is there, unless the job is to
   * stop at a gap.
   *
   * @param source starts at positions, and leaves nothing to the consumer's policy
   */
  public static <T> GapReportingSource<T> ofErasures(
      KafkaSource<T> source, SourceSettings settings, Map<String, String> kafka) {
    return new GapReportingSource<>(
        source,
        settings,
        kafka,
        MissingOffsets.ofErasures(kafka),
        new LostErasures<>(),
        JobMetric.CONTROL_OFFSET_GAPS);
  }

  @Override
  public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new GapReportingReader<>(
        source.createReader(context), logs, missing, lost, gaps.counter(context.metricGroup()));
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return source.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws Exception {
    return source.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return source.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return source.getProducedType();
  }

  @Override
  public LineageVertex getLineageVertex() {
    return source.getLineageVertex();
  }
}
