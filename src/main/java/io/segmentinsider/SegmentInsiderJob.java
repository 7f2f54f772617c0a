package io.segmentinsider;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.JobConfiguration;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.delivery.UpsertFunction;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.outcome.ControlTopic;
import io.segmentinsider.outcome.OutcomeSinks;
import io.segmentinsider.outcome.TransactionLimit;
import io.segmentinsider.segment.SegmentSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The entry point of {@code flink run}: {@code --config conf/job.yaml}, and {@code -D option=value}
 * as often as needed.
 */
public final class SegmentInsiderJob {

  private SegmentInsiderJob() {}

  /**
   * Reads the configuration and submits the job.
   *
   * @throws ConfigurationException if an option is wrong
   */
  public static void main(String[] args) throws Exception {
    Configuration configuration = configuration(List.of(args));
    JobSettings settings = JobSettings.from(configuration);
    TransactionLimit.check(settings);
    environment(configuration, settings).execute(settings.jobName());
  }

  /**
   * The wired job with its real ends, not yet started.
   *
   * @throws ConfigurationException if the mapping is wrong
   */
  public static StreamExecutionEnvironment environment(
      Configuration configuration, JobSettings settings) {
    MapperFactory mapper = MapperFactory.of(settings.mapping(), settings.identity());
    StreamExecutionEnvironment env = JobEnvironment.of(configuration, settings);
    Topology.wire(
        env,
        settings,
        mapper,
        new Topology.Ports(
            SegmentSource.of(settings),
            new UpsertFunction(settings.delivery(), settings.http(), mapper.platform()),
            OutcomeSinks.receipts(settings),
            OutcomeSinks.deadLetters(settings),
            settings.outcome().controlTopic() == null
                ? null
                : new Topology.Control(ControlTopic.source(settings), ControlTopic.sink(settings)),
            settings.outcome().audit() == null
                ? null
                : OutcomeSinks.linkChanges(settings, settings.outcome().audit().topic()),
            settings.outcome().shadowTopic() == null ? null : OutcomeSinks.shadow(settings)));
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
