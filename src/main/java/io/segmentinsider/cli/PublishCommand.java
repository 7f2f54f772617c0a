package io.segmentinsider.cli;

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

/** Publishes events to the cluster of this machine, or another one. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Publishes events to the broker that job/cluster started, or another one.")
public final class PublishCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ClusterLocation location;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Another Kafka cluster (default: the one that job/cluster started).")
  @Nullable
  private String bootstrapServers;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      defaultValue = "segment-events",
      description = "The topic, which must exist (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      converter = ReadableFile.class,
      description = "Events, one JSON object a line, plain or gzip (default: the bundled day).")
  @Nullable
  private Path input;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      defaultValue = "1",
      description =
          "Publish the input N times, each time with other messages and people"
              + " (default: ${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description = "Events a second at most (default: as many as the broker takes).")
  @Nullable
  private Integer rate;

  /** Publishes the events. */
  @Override
  public Integer call() throws IOException, ClusterException {
    String servers =
        bootstrapServers == null
            ? new LocalCluster(location.files()).state().bootstrapServers()
            : bootstrapServers;
    Published published =
        new EventPublisher(servers, topic, rate)
            .publish(
                input == null ? EventInput.bundledDay() : EventInput.file(input),
                repeat,
                Progress.NONE);
    spec.commandLine().getOut().println(published.events() + " events");
    spec.commandLine().getOut().flush();
    return 0;
  }
}
