package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.config.JobConfiguration;
import io.segmentinsider.config.JobSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Uids tie operators to their state: a change here makes every savepoint useless. */
class TopologyTest {

  private static List<String> uids(Map<String, String> more) {
    Map<String, String> options =
        new java.util.HashMap<>(
            Map.of(
                "kafka.bootstrap.servers", "localhost:9092",
                "delivery.partner-name", "Shop",
                "delivery.token-file", "/nowhere"));
    options.putAll(more);
    Configuration configuration = JobConfiguration.of(options);
    var graph =
        SegmentInsiderJob.environment(configuration, JobSettings.from(configuration))
            .getStreamGraph(false);
    return StreamSupport.stream(graph.getStreamNodes().spliterator(), false)
        .map(StreamNode::getTransformationUID)
        .filter(java.util.Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void uidsNeverChange() {
    assertThat(uids(Map.of()))
        .contains(
            "delivery",
            "identity-device",
            "identity-email",
            "identity-phone",
            "mapping",
            "profile",
            "segment",
            "segment-source");
  }

  @Test
  void aCustomIdentifierHasARungOfItsOwn() {
    assertThat(uids(Map.of("identity.custom-identifiers", "user_loyalty_id")))
        .contains("identity-user_loyalty_id");
  }

  @Test
  void theWayBackForErasuresHasUids() {
    assertThat(uids(Map.of("forget.control-topic", "control")))
        .contains("control-source", "control", "outcome-control");
  }

  @Test
  void theAuditHasAUidAndIsThereOnlyIfItIsOn() {
    assertThat(uids(Map.of("identity.audit", "true", "identity.audit-salt-file", "/nowhere")))
        .contains("outcome-audit");
    assertThat(uids(Map.of("identity.audit-salt-file", "/nowhere")))
        .doesNotContain("outcome-audit");
  }

  @Test
  void theShadowStandsInForDelivery() {
    assertThat(uids(Map.of("delivery.mode", "shadow", "delivery.shadow-topic", "calls")))
        .contains("shadow", "outcome-shadow")
        .doesNotContain("delivery");
  }

  @Test
  void everyOperatorHasAUid() {
    Configuration configuration =
        JobConfiguration.of(
            Map.of(
                "kafka.bootstrap.servers", "localhost:9092",
                "delivery.partner-name", "Shop",
                "delivery.token-file", "/nowhere"));
    var graph =
        SegmentInsiderJob.environment(configuration, JobSettings.from(configuration))
            .getStreamGraph(false);
    assertThat(graph.getStreamNodes())
        .allSatisfy(node -> assertThat(node.getTransformationUID()).isNotNull());
  }
}
