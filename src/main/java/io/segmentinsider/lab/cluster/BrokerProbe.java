package io.segmentinsider.lab.cluster;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks a broker whether its topics stand. */
final class BrokerProbe {

  private static final int PATIENCE_MS = 2_000;

  private BrokerProbe() {}

  /** Whether it answers and has a topic. */
  static boolean isReady(String bootstrapServers) throws InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                (Object) bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MS))) {
      return !admin.listTopics().names().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    }
  }
}
