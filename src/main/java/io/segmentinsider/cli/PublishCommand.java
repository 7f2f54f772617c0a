package io.segmentinsider.cli;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.local.cluster.ClusterException;
import io.segmentinsider.local.kafka.KafkaClients;
import io.segmentinsider.local.kafka.ReadProgress;
import io.segmentinsider.local.kafka.TopicReader;
import io.segmentinsider.local.publish.EventInput;
import io.segmentinsider.local.publish.EventPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes events, for a test or as a backfill. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Publishes events to the job's topic, keyed by anonymousId, else by userId. Files hold events"
          + " as JSON (one a line, over many lines, or in lists), or people as a table (.csv): each"
          + " row becomes an identify event whose columns are its traits.",
      "A table names userId or anonymousId in its first line, and may name timestamp and messageId."
          + " The same row has the same message id again, so a second import is a repeat."
    })
public final class PublishCommand implements Callable<Integer> {

  private static final String STDIN = "-";

  @Spec private CommandSpec spec;

  @Mixin private JobAccess job;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "The topic, which must exist (default: the first of source.topics).")
  @Nullable
  private String topic;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files, plain or gzip; - is standard input (default: the bundled day).")
  private List<String> files = List.of();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "The same as FILE, line by line: what is no JSON is published, too.")
  @Nullable
  private String input;

  @Option(names = "--csv", description = "Standard input is a table of people.")
  private boolean csv;

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

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  private final InputStream in;

  /** The command on the input of the process. */
  public PublishCommand() {
    this(System.in);
  }

  PublishCommand(InputStream in) {
    this.in = in;
  }

  /** Publishes the events. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    List<EventInput> inputs = inputs();
    JobSettings settings = job.settings();
    KafkaClients clients = KafkaClients.of(settings);
    clients.requireReachable();
    String target = topic == null ? topicOf(settings) : topic;
    try (TopicReader reader = new TopicReader(clients, ReadProgress.NONE)) {
      reader.partitions(target);
    }
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
    long events = 0;
    for (EventInput each : inputs) {
      events += new EventPublisher(clients, target, rate).publish(each, repeat, progress).events();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.printf(Locale.ROOT, "{\"topic\":\"%s\",\"events\":%d}%n", target, events);
    } else {
      out.println(events + " events");
    }
    out.flush();
    return 0;
  }

  private String topicOf(JobSettings settings) {
    if (settings.source().topics().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "source.topic-pattern names many topics: say which with --topic");
    }
    return settings.source().topics().get(0);
  }

  private List<EventInput> inputs() {
    List<EventInput> inputs = new ArrayList<>();
    if (input != null) {
      inputs.add(EventInput.file(readable(input)));
    }
    for (String file : files) {
      inputs.add(
          file.equals(STDIN) ? standardInput() : EventInput.file(readable(file), formOf(file)));
    }
    if (csv && inputs.isEmpty()) {
      inputs.add(standardInput());
    }
    return inputs.isEmpty() ? List.of(EventInput.bundledDay()) : inputs;
  }

  private EventInput standardInput() {
    if (repeat > 1) {
      throw new ParameterException(
          spec.commandLine(), "standard input can be read once: --repeat needs a file");
    }
    return EventInput.stream(
        in, "standard input", csv ? EventInput.Form.CSV : EventInput.Form.JSON);
  }

  private static EventInput.Form formOf(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".csv.gz")
        ? EventInput.Form.CSV
        : EventInput.Form.JSON;
  }

  private Path readable(String file) {
    Path path = Path.of(file);
    if (!ReadableFile.isOne(path)) {
      throw new ParameterException(spec.commandLine(), "there is no file to read at " + file);
    }
    return path;
  }
}
