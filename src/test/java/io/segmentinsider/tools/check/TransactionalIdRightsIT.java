package io.segmentinsider.tools.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.KafkaLogin;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real broker with an authorizer tells who may describe transactional ids. */
@Timeout(120)
class TransactionalIdRightsIT {

  private static final KafkaLogin LOGIN = new KafkaLogin("job", "secret");

  @Test
  void whoLacksTheRightIsTold() throws Exception {
    try (EmbeddedKafka kafka = LOGIN.startBroker()) {
      JobSettings job = settings(kafka);
      try (Admin admin = KafkaClients.of(job).admin()) {
        allow(kafka, "User:somebody-else");
        assertThat(TransactionalIdRights.of(admin, job).kind()).isEqualTo(Finding.Kind.WRONG);
        allow(kafka, "User:job");
        assertThat(TransactionalIdRights.of(admin, job).text()).contains("may DESCRIBE");
      }
    }
  }

  private static JobSettings settings(EmbeddedKafka kafka) {
    return TestSettings.with(
        "kafka.bootstrap.servers", KafkaLogin.bootstrapServers(kafka),
        "kafka.security.protocol", "SASL_PLAINTEXT",
        "kafka.sasl.mechanism", "PLAIN",
        "kafka.sasl.jaas.config", LOGIN.ofClient(),
        "outcome.transactional-id-prefix", "shop");
  }

  private static void allow(EmbeddedKafka kafka, String principal) throws Exception {
    ResourcePattern ids =
        new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "shop-", PatternType.PREFIXED);
    try (Admin admin = KafkaClients.at(kafka.bootstrapServers()).admin()) {
      admin
          .createAcls(
              List.of(
                  new AclBinding(
                      ids,
                      new AccessControlEntry(
                          principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW))))
          .all()
          .get();
    }
  }
}
