package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.DemoSettings;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.demo.JobFailedException;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.InputSelection;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.EndState;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.tools.console.Console;
import io.segmentinsider.tools.console.ConsoleSettings;
import io.segmentinsider.tools.console.http.Listening;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Delivers a day of events from a real broker to a local Insider, and says what became of it. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a Kafka broker, a local Insider and a Flink cluster in this process, publishes a day"
          + " of events, delivers it, and says what became of it.",
      "The exit code is 0 only if every event is accounted for, nothing came out of order or was"
          + " stored twice, and no two people became one."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int BROKEN_PROMISE = 1;
  private static final int INTERRUPTED = 130;
  private static final String UNDISTURBED = "without-faults";
  private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The job's configuration (default: conf/job.yaml of the source tree).")
  private Path config = Home.resolve("conf/job.yaml");

  @Option(
      names = "--input",
      paramLabel = "FILE",
      converter = ReadableFile.OrStandardInput.class,
      description =
          "Events, one JSON object a line, plain or gzip; - is standard input (default: the bundled"
              + " day).")
  @Nullable
  private Path input;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the results go: report.json, receipts, dead letters, profiles"
              + " (default: target/demo of the source tree).")
  private Path out = Home.resolve("target/demo");

  @ArgGroup @Nullable private MappingChoice mapping;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      defaultValue = "4",
      description = "Partitions of the topic of the events (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      defaultValue = "2",
      description = "Parallelism of the job (default: ${DEFAULT-VALUE}).")
  private int parallelism;

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
      names = "--events",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description = "Publish the first N events only (default: all).")
  private int events = Integer.MAX_VALUE;

  @Mixin private FaultOptions faults;

  @Option(
      names = "--keep-running",
      description =
          "Start the console, too, and leave it, the web UI, the broker and the sandbox running"
              + " until Ctrl-C.")
  private boolean keepRunning;

  @Option(
      names = "--console-port",
      paramLabel = "N",
      converter = PortNumber.class,
      defaultValue = "0",
      description = "Port of the console of --keep-running; 0 takes a free one (default).")
  private int consolePort;

  @Option(
      names = "--record",
      description = "Write sent.ndjson, too: every user object that the sandbox received.")
  private boolean record;

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "Sets an option of the job or of Flink. Repeatable.")
  private List<String> options = List.of();

  private final InputStream in;

  /** The command on the input of the process. */
  public DemoCommand() {
    this(System.in);
  }

  DemoCommand(InputStream in) {
    this.in = in;
  }

  /** Runs the demo; 0 if every promise was kept. */
  @Override
  public Integer call() throws IOException, InterruptedException, JobFailedException {
    faults.requireInPlace(spec);
    Misplaced.unless(keepRunning, spec, "--console-port", "--keep-running");
    Thread main = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stopAndAwait(main, ended), "demo-shutdown"));
    Path selected = Files.createTempFile("segment-insider-demo", ".ndjson");
    try (InputFile given = InputFile.of(input, in)) {
      return run(given.path(), selected) ? 0 : BROKEN_PROMISE;
    } finally {
      Files.delete(selected);
      ended.countDown();
    }
  }

  private boolean run(@Nullable Path given, Path selected)
      throws IOException, InterruptedException, JobFailedException {
    EventInput all = given == null ? EventInput.bundledDay() : EventInput.file(given);
    EventInput chosen = all;
    String firstUser = "";
    if (faults.compares() || faults.needsVictim() || events != Integer.MAX_VALUE) {
      InputSelection selection =
          faults.compares()
              ? InputSelection.peopleWithOneDevice(all, events, selected)
              : InputSelection.first(all, events, selected);
      chosen = EventInput.file(selected);
      firstUser = selection.firstUser() == null ? "" : selection.firstUser();
    }
    PrintWriter terminal = spec.commandLine().getOut();
    List<String> broken = new ArrayList<>();
    if (faults.compares()) {
      terminal.println("First without faults, to compare with:");
      broken.addAll(run(settings(chosen, Disturbance.NONE), out.resolve(UNDISTURBED), false));
    }
    broken.addAll(run(settings(chosen, faults.disturbance(firstUser)), out, keepRunning));
    if (faults.compares()) {
      broken.addAll(EndState.read(out).differencesFrom(EndState.read(out.resolve(UNDISTURBED))));
    }
    broken.forEach(sentence -> terminal.println("NOT kept: " + sentence));
    terminal.flush();
    return broken.isEmpty();
  }

  /** Runs one demo and returns which promises it broke. */
  private List<String> run(DemoSettings settings, Path directory, boolean stay)
      throws IOException, InterruptedException, JobFailedException {
    PrintWriter terminal = spec.commandLine().getOut();
    try (Demo demo = Demo.start(settings, this::sayThatItStarts);
        Console console = stay ? console(demo) : null) {
      if (console != null) {
        terminal.println("Console       " + console.address());
      }
      terminal.println("Flink web UI  " + demo.webInterface());
      terminal.println("Kafka broker  " + demo.bootstrapServers());
      terminal.println("Sandbox       " + demo.sandbox() + "/sandbox/stats");
      terminal.flush();
      Published published = publish(demo);
      Effort effort = run(demo, published);
      Report report = demo.report(published, effort, directory);
      new ReportSummary(report, directory, record).print(terminal);
      List<String> broken = new ArrayList<>(report.brokenPromises());
      new DisturbanceSummary(demo, settings.disturbance(), report).print(terminal);
      if (demo.crashes() < settings.disturbance().crashes()) {
        broken.add(
            "the job ended after "
                + demo.crashes()
                + " crashes: --events or --crash-delay is too"
                + " small for more");
      }
      if (stay) {
        terminal.println("Still running; Ctrl-C ends it.");
        terminal.flush();
        awaitInterruption();
      }
      return broken;
    }
  }

  private void sayThatItStarts() {
    PrintWriter progress = spec.commandLine().getErr();
    progress.println("Starting a Kafka broker, a local Insider and Flink: some 15 seconds ...");
    progress.flush();
  }

  /** Everything here is for trying out, sending again as well. */
  private Console console(Demo demo) throws IOException {
    return Console.start(
        new ConsoleSettings(demo.job(), demo.webInterface(), demo.sandbox(), true),
        new Listening("127.0.0.1", consolePort, List.of(), null, null));
  }

  /** Ctrl-C ends the process; what was stored must be deleted before. */
  private static void stopAndAwait(Thread main, CountDownLatch ended) {
    main.interrupt();
    try {
      boolean inTime = ended.await(SHUTDOWN_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!inTime) {
        Runtime.getRuntime().halt(INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitInterruption() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // This is what it waited for; closing what runs must not be interrupted again.
    }
  }

  private DemoSettings settings(EventInput events, Disturbance disturbance) {
    List<String> overrides = new ArrayList<>();
    if (mapping != null) {
      overrides.addAll(mapping.overrides());
    }
    overrides.addAll(faults.jobOptions());
    overrides.addAll(options);
    // The console shows what was sent, and whose it was taken for.
    boolean recording = record || keepRunning;
    return new DemoSettings(
        config,
        overrides,
        events,
        repeat,
        partitions,
        parallelism,
        recording,
        disturbance,
        keepRunning);
  }

  private Published publish(Demo demo) throws IOException {
    return demo.publish(new ProgressLine(spec.commandLine().getErr()));
  }

  private Effort run(Demo demo, Published published)
      throws IOException, InterruptedException, JobFailedException {
    ProgressLine line = new ProgressLine(spec.commandLine().getErr());
    return demo.run(
        published,
        (events, sandbox) ->
            line.at(
                sandbox.requests() == 0 ? "warming up" : "delivering",
                events,
                (double) events / published.events()));
  }
}
