package io.segmentinsider.tools.cli;

import io.segmentinsider.sandbox.FaultJson;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import io.segmentinsider.sandbox.SandboxSettings.Depth;
import io.segmentinsider.sandbox.SandboxSettings.RateWindow;
import io.segmentinsider.sandbox.SandboxStatistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the sandbox as a process of its own until it is told to stop. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    description = "Runs a local Insider. Its own endpoints stand under /sandbox/.")
public final class SandboxCommand implements Callable<Integer> {

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      converter = PortNumber.class,
      defaultValue = "0",
      description = "Port to listen on; 0 takes a free one and prints it (default).")
  private int port;

  @Option(names = "--partner", description = "The only account that is let in (default: all).")
  @Nullable
  private String partner;

  @Option(
      names = "--token-file",
      description = "File with the only token that is let in (default: all).")
  @Nullable
  private Path tokenFile;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description =
          "Upserts a minute; calls beside it get their documented limits (default: none).")
  @Nullable
  private Integer rate;

  @Option(
      names = "--rate-window",
      defaultValue = "SLIDING",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private RateWindow rateWindow;

  @Option(
      names = "--no-retry-after",
      description = "Leave the Retry-After header out of answers over the rate.")
  private boolean silentRate;

  @Option(
      names = "--depth",
      defaultValue = "EVENTS",
      description =
          "${COMPLETION-CANDIDATES}: keep events, keep digests of them for load runs, or only count"
              + " user objects (default: ${DEFAULT-VALUE}).")
  private Depth depth;

  @Option(
      names = "--record",
      description = "Record every user object that comes in, for /sandbox/sent.")
  private boolean record;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the random numbers that decide where faults strike.")
  private long seed;

  @Option(
      names = "--fault",
      description = "A fault to start with, in the JSON form of POST /sandbox/faults. Repeatable.")
  private List<String> faults = List.of();

  @Option(
      names = "--out",
      description =
          "Folder for stats.json, profiles.ndjson and, with --record, sent.ndjson, at the end.")
  @Nullable
  private Path out;

  /** Runs until the process is told to end. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    Misplaced.unless(rate != null, spec, "--rate-window", "--rate N");
    Misplaced.unless(rate != null, spec, "--no-retry-after", "--rate N");
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndAwaitEnd, "sandbox-shutdown"));
    try (Sandbox sandbox = listening(settings())) {
      for (String json : faults) {
        order(sandbox, json);
      }
      PrintWriter terminal = spec.commandLine().getOut();
      terminal.println("Sandbox listens at " + sandbox.uri());
      terminal.flush();
      stopped.await();
      if (out != null) {
        write(sandbox, out);
      }
    } finally {
      ended.countDown();
    }
    return 0;
  }

  /** Tells {@link #call} to end. */
  void stop() {
    stopped.countDown();
  }

  /** The process must not end before the files are written. */
  private void stopAndAwaitEnd() {
    stop();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Sandbox listening(SandboxSettings settings) {
    try {
      return Sandbox.start(settings);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private SandboxSettings settings() throws IOException {
    try {
      SandboxSettings settings =
          SandboxSettings.defaults()
              .withAddress(host, port)
              .withCredentials(partner, token())
              .withDepth(depth)
              .withRecording(record)
              .withSeed(seed);
      return rate == null ? settings : settings.withRate(rate, rateWindow, !silentRate);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  @Nullable
  private String token() throws IOException {
    return tokenFile == null ? null : Files.readString(tokenFile).strip();
  }

  private void order(Sandbox sandbox, String json) {
    try {
      FaultJson.read(json).forEach(sandbox.faults()::order);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--fault " + json + ": " + e.getMessage(), e);
    }
  }

  private static void write(Sandbox sandbox, Path folder) throws IOException {
    Files.createDirectories(folder);
    SandboxStatistics statistics = sandbox.statistics();
    Files.writeString(folder.resolve("stats.json"), statistics.toJson());
    sandbox.writeProfiles(folder.resolve("profiles.ndjson"));
    if (sandbox.isRecording()) {
      sandbox.writeSent(folder.resolve("sent.ndjson"));
    }
  }
}
