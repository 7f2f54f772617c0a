package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.outcome.TopicLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        SegmentInsiderJob.environment(
                configuration, JobSettings.from(configuration), TopicLimits.usual())
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
  void theRungsFollowFromTheMapping(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mapping.json"),
            """
            [{"name": "Who", "action": "insiderUser", "trigger": "type = \\"identify\\"",
              "mapping": {"identifiers": {"custom": {
                "loyalty_id": {"@path": "$.traits.card"}, "phone": {"@path": "$.traits.phone"}}}}},
             {"name": "Off", "action": "insiderUser", "trigger": "type = \\"track\\"",
              "enabled": false,
              "mapping": {"identifiers": {"custom": {"club": {"@path": "$.traits.club"}}}}}]
            """);
    assertThat(uids(Map.of("mapping.file", file.toString())))
        .contains("identity-loyalty_id", "identity-custom-phone", "identity-phone")
        .doesNotContain("identity-club");
  }

  @Test
  void userIdsAreLookedUpOnlyIfATopicIsTrustedWithThem() {
    String[] steps = {"first-user-ids", "of-others", "of-users", "user-aliases"};
    assertThat(uids(Map.of("source.trusted-topics", "segment-events"))).contains(steps);
    assertThat(uids(Map.of())).doesNotContain(steps);
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
        SegmentInsiderJob.environment(
                configuration, JobSettings.from(configuration), TopicLimits.usual())
            .getStreamGraph(false);
    assertThat(graph.getStreamNodes())
        .allSatisfy(node -> assertThat(node.getTransformationUID()).isNotNull());
  }
}
