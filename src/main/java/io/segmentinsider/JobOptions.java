package io.segmentinsider;

import io.segmentinsider.config.KafkaProperties;
import io.segmentinsider.delivery.DeliveryOptions;
import io.segmentinsider.delivery.http.HttpOptions;
import io.segmentinsider.identity.IdentityOptions;
import io.segmentinsider.mapping.ConsentOptions;
import io.segmentinsider.mapping.MappingOptions;
import io.segmentinsider.mapping.RegulationOptions;
import io.segmentinsider.outcome.OutcomeOptions;
import io.segmentinsider.profile.ProfileOptions;
import io.segmentinsider.segment.SourceOptions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The options of the job as a whole, and the list of all: each stage's own stand in its package, by
 * the first word of their names. Keys that start with {@link KafkaProperties#PREFIX} pass through
 * to the Kafka clients, and Flink's own options pass through to Flink.
 */
public final class JobOptions {

  public static final ConfigOption<String> NAME =
      ConfigOptions.key("job.name")
          .stringType()
          .defaultValue("segment-insider-stream")
          .withDescription("Name of the job; also the default prefix of its Kafka transactions.");

  public static final ConfigOption<Integer> MAX_PARALLELISM =
      ConfigOptions.key("job.max-parallelism")
          .intType()
          .defaultValue(1024)
          .withDescription(
              "Upper bound of any later parallelism. It can't change once there is state.");

  /** All of them, in order; the reference page and the check of unknown keys read this list. */
  public static final List<ConfigOption<?>> ALL =
      Stream.of(
              List.of(NAME, MAX_PARALLELISM),
              SourceOptions.ALL,
              MappingOptions.ALL,
              IdentityOptions.ALL,
              ConsentOptions.ALL,
              RegulationOptions.ALL,
              ProfileOptions.ALL,
              DeliveryOptions.ALL,
              OutcomeOptions.ALL,
              HttpOptions.ALL)
          .<ConfigOption<?>>flatMap(List::stream)
          .toList();

  private JobOptions() {}
}
