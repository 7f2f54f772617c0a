package io.segmentinsider.cli;

import io.segmentinsider.config.JobOptions;
import io.segmentinsider.local.cluster.ClusterException;
import io.segmentinsider.local.cluster.LocalCluster;
import io.segmentinsider.local.publish.EventInput;
import io.segmentinsider.local.publish.EventPublisher;
import io.segmentinsider.local.publish.Progress;
import io.segmentinsider.local.publish.Published;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes events to the cluster of this machine. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Publishes events to the broker of the cluster that job/cluster started.")
public final class PublishCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ClusterLocation location;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Events, one JSON object a line, plain or gzip (default: the bundled day).")
  @Nullable
  private Path input;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Publish the input N times, each time with other messages and people"
              + " (default: ${DEFAULT-VALUE}).")
  private int repeat;

  /** Publishes the events. */
  @Override
  public Integer call() throws IOException, ClusterException {
    String broker = new LocalCluster(location.files()).state().bootstrapServers();
    Published published =
        new EventPublisher(broker, JobOptions.SOURCE_TOPICS.defaultValue().get(0))
            .publish(
                input == null ? EventInput.bundledDay() : EventInput.file(input),
                repeat,
                Progress.NONE);
    spec.commandLine().getOut().println(published.events() + " events");
    spec.commandLine().getOut().flush();
    return 0;
  }
}
