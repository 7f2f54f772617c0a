package io.segmentinsider.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.KafkaLogin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** A principal that may do what the job does, and may not look at what the check looks at. */
class KafkaCheckIT {

  private static final KafkaLogin LOGIN = new KafkaLogin("job", "job-password");

  @Test
  void whatThisPrincipalMayNotLookAtIsAWarning() throws Exception {
    try (EmbeddedKafka kafka = LOGIN.startBroker()) {
      kafka.createMissingTopics(
          Map.of("events", 2, "segment-insider-receipts", 1, "segment-insider-dead-letters", 1));
      allow(kafka);
      JobSettings job =
          TestSettings.with(
              "kafka.bootstrap.servers", KafkaLogin.bootstrapServers(kafka),
              "kafka.security.protocol", "SASL_PLAINTEXT",
              "kafka.sasl.mechanism", "PLAIN",
              "kafka.sasl.jaas.config", LOGIN.ofClient(),
              "source.topics", "events");

      List<String> warnings =
          KafkaCheck.of(job, null).stream()
              .filter(finding -> finding.kind() == Finding.Kind.WARNING)
              .map(finding -> finding.subject() + ": " + finding.text())
              .toList();

      assertThat(warnings)
          .anySatisfy(line -> assertThat(line).startsWith("records of topic segment-insider-rec"))
          .anySatisfy(line -> assertThat(line).startsWith("retention of topic events: not looked"))
          .anySatisfy(line -> assertThat(line).startsWith("transactions: not looked at"))
          .allSatisfy(line -> assertThat(line).contains("Grant DESCRIBE_CONFIGS on the "));
    }
  }

  /** Rights that a careful administrator gives: those of the job, and none to read settings. */
  private static void allow(EmbeddedKafka kafka) throws Exception {
    List<AclBinding> bindings = new ArrayList<>();
    for (AclOperation operation :
        List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE)) {
      bindings.add(binding(ResourceType.TOPIC, "*", operation));
    }
    bindings.add(binding(ResourceType.CLUSTER, Resource.CLUSTER_NAME, AclOperation.DESCRIBE));
    try (Admin admin = KafkaClients.at(kafka.bootstrapServers()).admin()) {
      admin.createAcls(bindings).all().get();
    }
  }

  private static AclBinding binding(ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:job", "*", operation, AclPermissionType.ALLOW));
  }
}
