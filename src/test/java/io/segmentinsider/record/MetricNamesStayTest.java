package io.segmentinsider.record;

import io.segmentinsider.Golden;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Names and labels of the metrics: what dashboards and alerts ask for. */
class MetricNamesStayTest {

  @Test
  void noMetricChangesItsOperatorNameOrLabels() throws IOException {
    Golden.assertAllStay(
        "metrics.txt",
        Arrays.stream(JobMetric.values())
            .map(metric -> metric.stage() + " " + metric.metricName() + " " + metric.labels())
            .toList(),
        "a metric that goes, or comes under another name, operator or label, leaves panels empty,"
            + " and alerts that never fire again.");
  }
}
