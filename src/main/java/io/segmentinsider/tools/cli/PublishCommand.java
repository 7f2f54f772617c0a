package io.segmentinsider.tools.cli;

import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.EventPublisher;
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
  private List<Path> files = List.of();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      converter = ReadableFile.OrStandardInput.class,
      description =
          "The same as FILE, line by line: what is no JSON is published, too; - is standard"
              + " input.")
  @Nullable
  private Path input;

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
    requireInPlace();
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
      inputs.add(
          isStandardInput(input)
              ? standardInput(EventInput.Form.LINES)
              : EventInput.file(input, EventInput.Form.LINES));
    }
    EventInput.Form form = csv ? EventInput.Form.CSV : EventInput.Form.JSON;
    for (Path file : files) {
      inputs.add(isStandardInput(file) ? standardInput(form) : EventInput.file(file, formOf(file)));
    }
    if (csv && inputs.isEmpty()) {
      inputs.add(standardInput(form));
    }
    return inputs.isEmpty() ? List.of(EventInput.bundledDay()) : inputs;
  }

  private EventInput standardInput(EventInput.Form form) {
    Inputs.sayWhatIsAwaited(spec, form == EventInput.Form.CSV ? "a table" : "JSON");
    return EventInput.stream(in, Inputs.STANDARD_INPUT, form);
  }

  private void requireInPlace() {
    long standardInputs = files.stream().filter(PublishCommand::isStandardInput).count();
    for (Path file : files) {
      if (!isStandardInput(file)) {
        ReadableFile.require(file, spec);
      }
    }
    boolean nothingNamed = files.isEmpty() && input == null;
    Misplaced.unless(
        standardInputs > 0 || nothingNamed, spec, "--csv", "standard input; files say it by .csv");
    if (input != null && isStandardInput(input)) {
      standardInputs++;
    }
    if (standardInputs > 1) {
      throw new ParameterException(spec.commandLine(), "standard input can be read once");
    }
    if (repeat > 1 && (standardInputs > 0 || csv)) {
      throw new ParameterException(
          spec.commandLine(), "standard input can be read once: --repeat needs a file");
    }
  }

  private static boolean isStandardInput(Path file) {
    return file.toString().equals(Inputs.DASH);
  }

  private static EventInput.Form formOf(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".csv.gz")
        ? EventInput.Form.CSV
        : EventInput.Form.JSON;
  }
}
