package io.segmentinsider.lab.demo;

import io.segmentinsider.sandbox.Fault;
import io.segmentinsider.sandbox.FaultScenario;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxStatistics;
import io.segmentinsider.sandbox.UserMatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes go wrong what a {@link Disturbance} asks for, while the job runs. For one thread.
 *
 * <p>The job takes a moment to start. So the faults stand from the beginning without an end, and
 * their time runs from the first request on.
 */
final class Disturber {

  private static final String NEW_TOKEN = "demo-renewed";

  private final Disturbance disturbance;
  private final Sandbox sandbox;
  private final LocalFlink flink;
  private final Path tokenFile;
  private final List<Duration> recoveries = new ArrayList<>();
  private final List<Integer> endless = new ArrayList<>();

  private boolean struck;
  private long struckAt;
  private boolean tokenRenewed;
  private int crashes;
  private int rescales;
  private long checkpointsAtCrash;
  private long crashedAt;
  private long requestsAtCrash;
  private long acceptedAtCrash;
  private int answerDelay;
  private boolean recovering;

  Disturber(Disturbance disturbance, Sandbox sandbox, LocalFlink flink, Path tokenFile) {
    this.disturbance = disturbance;
    this.sandbox = sandbox;
    this.flink = flink;
    this.tokenFile = tokenFile;
  }

  /** Orders the faults; to be called before the job starts. */
  void begin() {
    for (Fault fault : scenario()) {
      if (!refusesConnections(fault)) {
        endless.add(sandbox.faults().order(withoutEnd(fault)));
      }
    }
    delayAnswersUntilLastBreak();
  }

  /** Does what is due; to be called often. */
  void run() throws IOException {
    SandboxStatistics seen = sandbox.statistics();
    if (!struck && seen.requests() > 0) {
      struck = true;
      struckAt = System.nanoTime();
      orderWithEnd();
    }
    boolean tokenIsDue =
        disturbance.faults() == FaultScenario.EXPIRED_TOKEN
            && struck
            && System.nanoTime() - struckAt >= disturbance.length().toNanos();
    if (tokenIsDue && !tokenRenewed) {
      tokenRenewed = true;
      Files.writeString(tokenFile, NEW_TOKEN);
    }
    if (recovering && seen.usersAccepted() > acceptedAtCrash) {
      recovering = false;
      recoveries.add(Duration.ofNanos(System.nanoTime() - crashedAt));
    }
    if (crashes < disturbance.crashes() && isInMidFlight(seen)) {
      crash();
    }
  }

  /**
   * With which parallelism the job is to go on now, as it has requests under way and a checkpoint
   * of its own: one that the job before it completed at its end is none.
   */
  OptionalInt nextParallelism(LocalFlink.RunningJob running) {
    if (rescales == disturbance.rescales().size() || !struck) {
      return OptionalInt.empty();
    }
    SandboxStatistics seen = sandbox.statistics();
    if (seen.requests() <= answered(seen) || !flink.hasCheckpoint(running)) {
      return OptionalInt.empty();
    }
    int parallelism = disturbance.rescales().get(rescales);
    rescales++;
    answerAtOnceAfterLastBreak();
    return OptionalInt.of(parallelism);
  }

  /** How often the parallelism changed. */
  int rescales() {
    return rescales;
  }

  private static long answered(SandboxStatistics seen) {
    return seen.requestsByStatus().values().stream().mapToLong(Long::longValue).sum();
  }

  /** How often the TaskManager was ended. */
  int crashes() {
    return crashes;
  }

  /** From each crash to the next user object that the sandbox accepted. */
  List<Duration> recoveries() {
    return List.copyOf(recoveries);
  }

  /** Requests are under way, and the job came back from the last crash as far as a checkpoint. */
  private boolean isInMidFlight(SandboxStatistics seen) {
    boolean hasRecovered = !recovering || !disturbance.answerDelay().isZero();
    return struck
        && hasRecovered
        && seen.requests() > Math.max(answered(seen), requestsAtCrash)
        && flink.completedCheckpoints() > checkpointsAtCrash
        && flink.restores() >= crashes;
  }

  private void crash() {
    crashes++;
    checkpointsAtCrash = flink.completedCheckpoints();
    crashedAt = System.nanoTime();
    flink.replaceTaskManager();
    SandboxStatistics now = sandbox.statistics();
    requestsAtCrash = now.requests();
    acceptedAtCrash = now.usersAccepted();
    recovering = true;
    answerAtOnceAfterLastBreak();
  }

  /** Faults that somebody else ordered stay. */
  private void orderWithEnd() {
    endless.forEach(id -> sandbox.faults().clear(id));
    endless.clear();
    scenario().forEach(sandbox.faults()::order);
  }

  private void delayAnswersUntilLastBreak() {
    if (!breaksAreOver() && !disturbance.answerDelay().isZero()) {
      Duration delay = disturbance.answerDelay();
      // Always the same, so that no call of a dead attempt overtakes one that came before it.
      answerDelay = sandbox.faults().order(Fault.always(new Fault.Latency(delay, delay)));
    }
  }

  private void answerAtOnceAfterLastBreak() {
    if (breaksAreOver()) {
      sandbox.faults().clear(answerDelay);
    }
  }

  private boolean breaksAreOver() {
    return crashes == disturbance.crashes() && rescales == disturbance.rescales().size();
  }

  private List<Fault> scenario() {
    return disturbance
        .faults()
        .faults(disturbance.length(), new UserMatch.WithIdentifier("uuid", disturbance.victim()));
  }

  private static boolean refusesConnections(Fault fault) {
    return fault.effect() instanceof Fault.Outage outage && outage.refusesConnections();
  }

  private static Fault withoutEnd(Fault fault) {
    Fault.Bounds bounds = fault.bounds();
    return new Fault(
        fault.effect(),
        new Fault.Bounds(bounds.share(), bounds.count(), Optional.empty(), bounds.path()));
  }
}
