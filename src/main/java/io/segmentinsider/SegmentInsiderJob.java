package io.segmentinsider;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.KafkaAdmin;
import io.segmentinsider.delivery.DeliveryOptions;
import io.segmentinsider.delivery.UpsertFunction;
import io.segmentinsider.delivery.http.ConnectionFiles;
import io.segmentinsider.identity.LinkAudit;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.outcome.ControlTopic;
import io.segmentinsider.outcome.OutcomeSettings;
import io.segmentinsider.outcome.OutcomeSinks;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.outcome.TransactionLimit;
import io.segmentinsider.outcome.TransactionalIds;
import io.segmentinsider.segment.SegmentSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point of {@code flink run}: {@code --config conf/job.yaml}, and {@code -D option=value}
 * as often as needed.
 */
public final class SegmentInsiderJob {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentInsiderJob.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Asks for the graph alone, of a job that is not to run yet: {@code job/upgrade} looks at it
   * while the old job runs, whose transactions would else stand in the way.
   */
  private static final String PLAN = "--plan";

  private SegmentInsiderJob() {}

  /**
   * Reads the configuration and submits the job.
   *
   * @throws ConfigurationException if an option is wrong
   */
  public static void main(String[] args) throws Exception {
    List<String> words = new ArrayList<>(List.of(args));
    boolean isPlan = words.remove(PLAN);
    Configuration configuration = configuration(words);
    JobSettings settings = JobSettings.from(configuration);
    OutcomeSettings outcome = settings.outcome();
    new ConnectionFiles(settings.http())
        .checkThoseHere(DeliveryOptions.headerFiles(settings.delivery()), Instant.now());
    if (outcome.audit() != null) {
      LinkAudit.checkSaltHere(outcome.audit().saltFile());
    }
    TopicLimits limits = TopicLimits.usual();
    if (isPlan) {
      environment(configuration, settings, limits).execute(settings.jobName());
      return;
    }
    try (Admin admin = KafkaAdmin.connect(settings.kafka(), PATIENCE)) {
      TransactionLimit.check(admin, outcome);
      limits = TopicLimits.ask(admin, outcome, settings.kafka());
      TransactionalIds.check(admin, outcome, JobEnvironment.checkpointInterval(configuration));
    }
    environment(configuration, settings, limits).execute(settings.jobName());
  }

  /**
   * The wired job with its real ends, not yet started.
   *
   * @param limits what the topics of the job take
   * @throws ConfigurationException if the mapping is wrong
   */
  public static StreamExecutionEnvironment environment(
      Configuration configuration, JobSettings settings, TopicLimits limits) {
    MapperFactory mapper = MapperFactory.of(settings.mapping());
    mapper.warnings().forEach(LOG::warn);
    StreamExecutionEnvironment env = JobEnvironment.of(configuration, settings);
    OutcomeSettings outcome = settings.outcome();
    Map<String, String> kafka = settings.kafka();
    Topology.wire(
        env,
        settings,
        mapper,
        new Topology.Ports(
            SegmentSource.of(settings.source(), kafka),
            new UpsertFunction(settings.delivery(), settings.http(), mapper.platform()),
            OutcomeSinks.receipts(outcome, kafka),
            OutcomeSinks.deadLetters(outcome, kafka, limits),
            outcome.controlTopic() == null
                ? null
                : new Topology.Control(
                    ControlTopic.source(settings.source(), outcome.controlTopic(), kafka),
                    ControlTopic.sink(outcome, kafka)),
            outcome.audit() == null ? null : OutcomeSinks.linkChanges(outcome, kafka),
            outcome.shadowTopic() == null
                ? null
                : new Topology.Shadow(
                    OutcomeSinks.shadow(outcome, kafka), limits.of(outcome.shadowTopic()))));
    return env;
  }

  private static Configuration configuration(List<String> args) {
    Path file = null;
    List<String> overrides = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("--config") && i + 1 < args.size()) {
        file = Path.of(args.get(++i));
      } else if (arg.equals("-D") && i + 1 < args.size()) {
        overrides.add(args.get(++i));
      } else if (arg.startsWith("-D")) {
        overrides.add(arg.substring(2));
      } else {
        throw new ConfigurationException(
            "argument " + (i + 1), arg, "--config FILE or -D option=value");
      }
    }
    if (file == null) {
      throw new ConfigurationException("--config", "", "the path of a file such as conf/job.yaml");
    }
    return JobConfiguration.load(file, overrides);
  }
}
