package io.segmentinsider.lab.bench;

import io.segmentinsider.lab.bench.BenchResult.Measured;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.EventPublisher;
import io.segmentinsider.lab.publish.InputSelection;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.report.RecentLatencies;
import io.segmentinsider.sandbox.SandboxStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.annotation.Nullable;
import org.apache.kafka.common.utils.Utils;

/**
 * Measures rows one beside the other: broker, receiver and each row in a process of its own, one
 * topic, and one pass of each row after the other, so that what else the machine does hits all.
 */
public final class Bench {

  private static final String TOPIC = "segment-events";
  private static final int PARTITIONS = 8;
  private static final int PACED_PARTITIONS = 2;

  /** Events for whom a minute's requests take a minute. */
  private static final String FEW = TOPIC + "-few";

  private static final long FEW_EVENTS = 12_500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String PASS = "pass";

  private final BenchSettings settings;
  private final Consumer<String> told;

  /**
   * A benchmark.
   *
   * @param told takes one line about each step
   */
  public Bench(BenchSettings settings, Consumer<String> told) {
    this.settings = settings;
    this.told = told;
  }

  /** What a pass of a row is made with. */
  private record Runner(Row row, BenchProcess process, long events) {}

  /** Measures all rows. */
  public BenchResult run() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("segment-insider-bench");
    try (BenchServers servers = new BenchServers(settings)) {
      return run(directory, servers);
    } finally {
      Utils.delete(directory.toFile());
    }
  }

  private BenchResult run(Path directory, BenchServers servers)
      throws IOException, InterruptedException {
    servers.start(directory.resolve("kafka"), topics());
    told.accept("publishing " + settings.events() + " events");
    EventInput input = input(directory, settings.events());
    int rounds = rounds(settings.events());
    EventPublisher publisher = new EventPublisher(servers.bootstrapServers(), TOPIC);
    long events = publisher.publish(input, rounds, Progress.NONE).events();
    long few =
        new EventPublisher(servers.bootstrapServers(), FEW)
            .publish(input(directory, FEW_EVENTS), 1, Progress.NONE)
            .events();

    List<Runner> runners = new ArrayList<>();
    for (Row row : settings.rows()) {
      boolean readsFew = row == Row.NAIVE_LIMITED;
      runners.add(runner(row, servers, readsFew ? FEW : TOPIC, readsFew ? few : events));
    }
    List<Measured> measured = new ArrayList<>();
    Map<Row, Double> lastSpeeds = new HashMap<>();
    for (int pass = 1; pass <= settings.warmUps() + settings.passes(); pass++) {
      boolean counts = pass > settings.warmUps();
      for (Runner runner : runners) {
        Measured one =
            runner.row() == Row.JOB_LATENCY
                ? paced(runner, servers, pass, lastSpeeds.getOrDefault(Row.JOB, 0.0) / 2)
                : measure(runner, servers, PASS);
        lastSpeeds.put(runner.row(), one.pass().eventsPerSecond());
        told.accept((counts ? "" : "(warm-up) ") + one.words());
        if (counts) {
          measured.add(one);
        }
      }
    }
    return new BenchResult(
        events, People.count(input) * rounds, measured, profile(runners, servers, directory));
  }

  private Map<String, Integer> topics() {
    Map<String, Integer> topics = new LinkedHashMap<>();
    topics.put(TOPIC, PARTITIONS);
    topics.put(FEW, PARTITIONS);
    topics.put("segment-insider-receipts", 2);
    topics.put("segment-insider-dead-letters", 1);
    if (settings.rows().contains(Row.JOB_LATENCY)) {
      for (int pass = 1; pass <= settings.warmUps() + settings.passes(); pass++) {
        topics.put(Worker.pacedEvents(TOPIC, pass), PARTITIONS);
        topics.put(Worker.pacedReceipts(pass), PACED_PARTITIONS);
      }
    }
    return topics;
  }

  private static int rounds(long events) {
    return Math.toIntExact(
        (events + BenchSettings.EVENTS_OF_DAY - 1) / BenchSettings.EVENTS_OF_DAY);
  }

  /** The bundled day, or as much of it as is wanted. */
  private static EventInput input(Path directory, long events) throws IOException {
    if (events >= BenchSettings.EVENTS_OF_DAY) {
      return EventInput.bundledDay();
    }
    Path first = directory.resolve(events + ".ndjson");
    InputSelection.first(EventInput.bundledDay(), events, first);
    return EventInput.file(first);
  }

  private Runner runner(Row row, BenchServers servers, String topic, long events)
      throws IOException {
    List<String> place =
        List.of(servers.bootstrapServers(), topic, servers.receiver(row), Long.toString(events));
    BenchProcess process;
    if (row.isPeer()) {
      process =
          servers.process(
              row.label(),
              settings.heap(),
              Peers.classpath(row, settings.peers()),
              Peers.mainClass(row),
              place);
    } else {
      List<String> arguments = new ArrayList<>(List.of("bench-row", row.label()));
      arguments.addAll(place);
      process = servers.tool(row.label(), settings.heap(), arguments);
    }
    return new Runner(row, process, events);
  }

  private static Measured measure(Runner runner, BenchServers servers, String order)
      throws IOException, InterruptedException {
    servers.client(runner.row()).reset();
    Machine before = Machine.now();
    long ownBefore = servers.cpuNanos();
    runner.process().say(order);
    Pass pass = Pass.read(runner.process().await(Pass.PREFIX));
    double others = before.coresOfOthers(Machine.now(), servers.cpuNanos() - ownBefore);
    return new Measured(runner.row(), pass, usersPerRequest(runner.row(), servers), others, null);
  }

  private static double usersPerRequest(Row row, BenchServers servers)
      throws IOException, InterruptedException {
    SandboxStatistics seen = servers.client(row).statistics();
    // What the limit refuses carries nobody.
    long taken = seen.requests() - seen.requestsByStatus().getOrDefault(TOO_MANY_REQUESTS, 0L);
    return taken == 0 ? 0 : (double) seen.users() / taken;
  }

  /** The latencies are those of the second half: in the first one the job starts. */
  private Measured paced(Runner runner, BenchServers servers, int pass, double eventsPerSecond)
      throws IOException, InterruptedException {
    if (eventsPerSecond < 1) {
      throw new IllegalStateException("job_latency needs the row job before it");
    }
    int rate = (int) eventsPerSecond;
    long events = rate * settings.pacedFor().toSeconds();
    servers.client(runner.row()).reset();
    RecentLatencies latencies =
        new RecentLatencies(servers.bootstrapServers(), Worker.pacedReceipts(pass));
    Machine before = Machine.now();
    long ownBefore = servers.cpuNanos();
    long cpuBefore = runner.process().cpu().toNanos();
    long start = System.nanoTime();
    runner.process().say("paced");
    new EventPublisher(
            KafkaClients.at(servers.bootstrapServers()),
            Worker.pacedEvents(TOPIC, pass),
            new HalvedPace(rate, events, () -> leaveOut(latencies)))
        .publish(EventInput.bundledDay(), rounds(events) + 1, Progress.NONE);
    Pass taken =
        new Pass(events, System.nanoTime() - start, runner.process().cpu().toNanos() - cpuBefore);
    double others = before.coresOfOthers(Machine.now(), servers.cpuNanos() - ownBefore);
    double usersPerRequest = usersPerRequest(runner.row(), servers);
    runner.process().say("end");
    runner.process().await("ENDED");
    return new Measured(runner.row(), taken, usersPerRequest, others, latencies.next());
  }

  private static void leaveOut(RecentLatencies latencies) {
    try {
      latencies.skip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The job once more: looking what its threads do is not free. */
  @Nullable
  private ThreadProfile profile(List<Runner> runners, BenchServers servers, Path directory)
      throws IOException, InterruptedException {
    for (Runner runner : runners) {
      if (runner.row() == Row.JOB) {
        told.accept("job once more, to see what its threads do");
        Path recording = directory.resolve("job.jfr");
        Pass pass = measure(runner, servers, recording.toString()).pass();
        return pass.cpuNanosByThread() == null
            ? null
            : ThreadProfile.read(recording, pass.cpuNanosByThread(), pass.events());
      }
    }
    return null;
  }
}
