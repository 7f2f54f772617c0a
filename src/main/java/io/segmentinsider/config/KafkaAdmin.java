package io.segmentinsider.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The client by which the job and the commands ask Kafka something, and do not wait for long. */
public final class KafkaAdmin {

  private KafkaAdmin() {}

  /**
   * Makes a client; the first call connects.
   *
   * @param kafka properties of all Kafka clients; one that has {@code request.timeout.ms} or {@code
   *     default.api.timeout.ms} waits as these say
   * @param patience how long one call may take
   * @throws ConfigurationException if no client can be made of the properties
   */
  public static Admin connect(Map<String, String> kafka, Duration patience) {
    try {
      return Admin.create(withPatience(kafka, patience, patience));
    } catch (KafkaException e) {
      throw new ConfigurationException(
          KafkaProperties.PREFIX + "*",
          "such that no client can be made of it (" + classes(e) + ")",
          "addresses that can be resolved, and the options of TLS and SASL as Kafka has them");
    }
  }

  /**
   * Properties of a client that gives up. Kafka makes no client whose requests may take longer than
   * its calls, so a time-out of the user's own leaves the other one to Kafka, or is both.
   *
   * @param request how long one request may take, at most as long as {@code call}
   * @param call how long one call may take, with the requests that it repeats
   * @return a new map
   */
  public static Map<String, Object> withPatience(
      Map<String, ?> kafka, Duration request, Duration call) {
    Map<String, Object> properties = new HashMap<>(kafka);
    Object callOfUser = kafka.get(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
    if (callOfUser != null) {
      properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, callOfUser);
    } else if (!kafka.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
      properties.put(
          AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(request.toMillis()));
      properties.put(
          AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(call.toMillis()));
    }
    return properties;
  }

  /** Messages of these exceptions may hold secrets; their classes say nearly as much. */
  private static String classes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(5)
        .map(cause -> cause.getClass().getSimpleName())
        .distinct()
        .collect(Collectors.joining(", caused by "));
  }
}
