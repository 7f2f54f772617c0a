package io.segmentinsider.stages;

import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups.UnregisteredTaskMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;

/** The metrics of one operator in a harness. */
final class CountedMetrics extends UnregisteredTaskMetricGroup {

  private final InterceptingOperatorMetricGroup operator = new InterceptingOperatorMetricGroup();

  @Override
  public InternalOperatorMetricGroup getOrAddOperator(
      OperatorID id, String name, Map<String, String> additionalVariables) {
    return operator;
  }

  /** A counter's value. */
  long count(String counter) {
    return ((Counter) operator.get(counter)).getCount();
  }
}
