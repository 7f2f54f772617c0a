package io.segmentinsider.tools.upgrade;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.RestAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.annotation.Nullable;
import org.apache.flink.api.common.JobID;

/**
 * Replaces a job by another deployment of it: looks first, stops with a savepoint, starts from it,
 * waits until the new one has completed a checkpoint and delivered, and goes back if it does not.
 * For one upgrade.
 */
public final class Upgrade {

  private static final String DELIVERY = "delivery";
  private static final long POLL_INTERVAL_MS = 500;
  private static final int END_ATTEMPTS = 5;

  /** Above Flink's {@code web.refresh-interval}. */
  private static final long REST_CACHE_MS = 4_000;

  /** A job that fails as often does not run; one failure may be a lost machine's. */
  private static final int MOST_RESTARTS = 2;

  /** Without anything to deliver, a second checkpoint says that the job goes on. */
  private static final int CHECKPOINTS_WITHOUT_DELIVERY = 2;

  private final RestAddress rest;
  private final JobControl control;
  private final FlinkRest metrics;
  private final Consumer<String> said;
  private long standsSince;
  @Nullable private Duration standstill;
  @Nullable private String toRead;

  /**
   * Upgrades on a cluster.
   *
   * @param rest the JobManager
   * @param said is told what is being done, a sentence each
   */
  public Upgrade(RestAddress rest, Consumer<String> said) {
    this.rest = rest;
    this.control = new JobControl(rest);
    this.metrics = new FlinkRest(rest);
    this.said = said;
  }

  /**
   * How it is done.
   *
   * @param directory where savepoints go; null for the cluster's own
   * @param savepointPatience how long one may take; a stop that has begun is waited for as long as
   *     Flink does not give it up
   * @param patience how long the new job has for a checkpoint and a delivered update
   * @param fromLastCheckpoint whether the job is ended without a savepoint
   * @param acceptLoss whether state may be dropped whose loss was named
   * @param unchecked whether nothing is looked at before
   * @param checkOnly whether nothing is changed
   * @param stopOnly whether something else starts the new job: a cluster in application mode
   */
  public record How(
      @Nullable String directory,
      Duration savepointPatience,
      Duration patience,
      boolean fromLastCheckpoint,
      boolean acceptLoss,
      boolean unchecked,
      boolean checkOnly,
      boolean stopOnly) {}

  /**
   * How it ended.
   *
   * @param job the job that runs now; null if none was to be started
   * @param savepoint what it was started from
   * @param why the new deployment was given up, and the old one runs again; null if the new one
   *     runs
   * @param standstill from the stop to the first look that saw an update delivered by the job that
   *     runs now: so long was nothing delivered, at most; null if that was not seen
   */
  public record Outcome(
      @Nullable String job,
      String savepoint,
      @Nullable String why,
      @Nullable Duration standstill) {}

  /**
   * Upgrades a job.
   *
   * @param job its id
   * @param now what runs
   * @param next what is to run
   * @throws UpgradeException if nothing was changed; or if not even the old deployment could be
   *     started again, which the message says
   */
  public Outcome run(String job, Deployment now, Deployment next, How how)
      throws IOException, InterruptedException, ClusterException, UpgradeException {
    if (!how.stopOnly()) {
      JobProgram.requireWay(rest, job);
    }
    UpgradeCheck check = check(job, next, how);
    if (how.checkOnly()) {
      return new Outcome(job, "", null, null);
    }
    standsSince = System.nanoTime();
    String savepoint = end(job, how);
    if (how.stopOnly()) {
      return new Outcome(null, savepoint, null, null);
    }
    String why;
    String started = new JobID().toHexString();
    try {
      submit(next, started, savepoint, check.drops(), how);
      why = whyNotWell(started, how);
    } catch (UpgradeException e) {
      why = e.getMessage();
    }
    return why == null
        ? new Outcome(started, savepoint, null, standstill)
        : back(now, started, savepoint, why, how);
  }

  private UpgradeCheck check(String job, Deployment next, How how)
      throws IOException, InterruptedException, ClusterException, UpgradeException {
    if (how.unchecked()) {
      said.accept("nothing is checked");
      return new UpgradeCheck(List.of(), List.of(), List.of());
    }
    UpgradeCheck check =
        UpgradeCheck.of(
            next,
            attempt -> {
              if (attempt > 1 && !how.fromLastCheckpoint()) {
                return savepointToRead(job, how);
              }
              return how.fromLastCheckpoint() ? lastCheckpoint(job) : probe(job, how);
            });
    check.notes().forEach(said);
    if (!check.obstacles().isEmpty()) {
      throw new UpgradeException(
          "nothing was changed, the job runs on: " + String.join("; ", check.obstacles()));
    }
    if (!check.losses().isEmpty() && !how.acceptLoss()) {
      throw new UpgradeException(
          "nothing was changed, the job runs on. If you can do without it, say --accept-loss: "
              + String.join("; ", check.losses()));
    }
    check.losses().forEach(loss -> said.accept("given up: " + loss));
    said.accept("the new jar and configuration fit the state");
    return check;
  }

  /** Nobody deletes it, so if it can't be read either, another one could not. */
  private String savepointToRead(String job, How how)
      throws IOException, InterruptedException, ClusterException {
    if (toRead == null) {
      toRead = control.savepoint(job, how.directory(), how.savepointPatience());
    }
    return toRead;
  }

  /** A checkpoint says all that a savepoint would, and costs nothing. */
  private String probe(String job, How how)
      throws IOException, InterruptedException, ClusterException {
    JobControl.Checkpoint latest = control.lastCheckpoint(job);
    if (latest != null && !latest.path().isEmpty() && !latest.path().startsWith("<")) {
      return latest.path();
    }
    return control.savepoint(job, how.directory(), how.savepointPatience());
  }

  private String lastCheckpoint(String job)
      throws IOException, InterruptedException, UpgradeException {
    JobControl.Checkpoint latest = control.lastCheckpoint(job);
    if (latest == null || latest.path().isEmpty() || latest.path().startsWith("<")) {
      throw new UpgradeException(
          "nothing was changed: the job has no checkpoint that outlives it. Set"
              + " execution.checkpointing.dir");
    }
    return latest.path();
  }

  private String end(String job, How how)
      throws IOException, InterruptedException, ClusterException, UpgradeException {
    if (!how.fromLastCheckpoint()) {
      said.accept("stopping with a savepoint");
      String savepoint =
          control.stopForCertain(job, how.directory(), how.savepointPatience(), said);
      said.accept("stopped with " + savepoint);
      return savepoint;
    }
    String before = lastCheckpoint(job);
    control.cancel(job);
    // Flink's REST interface says for some seconds what was.
    Thread.sleep(REST_CACHE_MS);
    JobControl.Checkpoint latest;
    try {
      latest = control.lastCheckpoint(job);
    } catch (IOException e) {
      throw new UpgradeException(
          "NO JOB RUNS. It was ended, and the JobManager does not say which checkpoint was its last"
              + " ("
              + e.getMessage()
              + "); a moment before it was "
              + before,
          e);
    }
    said.accept(
        "ended; the last checkpoint is of "
            + latest.completedAt()
            + ". Calls that were made since are made again, byte for byte the same unless the"
            + " mapping is another; receipts that were written since were never committed");
    return latest.path();
  }

  /** Why the new job is no good; null if it is good. */
  @Nullable
  private String whyNotWell(String job, How how) throws InterruptedException {
    long deadline = System.nanoTime() + how.patience().toNanos();
    standstill = null;
    String why = "the JobManager says nothing of it";
    Look last = null;
    while (System.nanoTime() < deadline) {
      try {
        Look look = look(job);
        last = look;
        if (!look.job().isAlive() || look.job().restarts() >= MOST_RESTARTS) {
          return "it fails: " + look.job().failure();
        }
        if (look.delivered() > 0 && standstill == null) {
          standstill = Duration.ofNanos(System.nanoTime() - standsSince);
        }
        if (look.isWell(how)) {
          said.accept(look.sentence());
          if (standstill != null) {
            said.accept("nothing was delivered for " + seconds(standstill) + " s at most");
          }
          return null;
        }
        why = look.job().failure() == null ? look.sentence() : "it fails: " + look.job().failure();
      } catch (IOException e) {
        // A JobManager that is about to start a job does not tell of it yet.
        why = e.getMessage();
        last = null;
      }
      Thread.sleep(POLL_INTERVAL_MS);
    }
    if (how.fromLastCheckpoint() && last != null && last.isHeld()) {
      // What holds its checkpoints up would hold up those of the old job, too.
      said.accept(
          last.sentence()
              + ": nothing is delivered, and with a full queue no checkpoint completes before it"
              + " is. It runs without a failure, so it stays; keep the old jar and configuration"
              + " until job/status shows a checkpoint");
      return null;
    }
    return "after " + how.patience().toSeconds() + " s: " + why;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }

  private Look look(String job) throws IOException, InterruptedException {
    return new Look(
        control.job(job),
        metrics.completedCheckpoints(job),
        metrics.sum(job, DELIVERY, "delivered"),
        metrics.sum(job, DELIVERY, "unsettledUpdates"));
  }

  /** What a job has done since its start. */
  private record Look(JobControl.Job job, long checkpoints, long delivered, long waiting) {

    private boolean isWell(How how) {
      boolean goesOn =
          delivered > 0
              || how.fromLastCheckpoint()
              || (waiting == 0 && checkpoints >= CHECKPOINTS_WITHOUT_DELIVERY);
      return checkpoints > 0 && goesOn && job.state().equals("RUNNING");
    }

    /** Whether it runs, and waits for Insider alone. */
    private boolean isHeld() {
      return job.state().equals("RUNNING")
          && job.restarts() == 0
          && job.failure() == null
          && delivered == 0
          && waiting > 0;
    }

    private String sentence() {
      return job.state()
          + ", "
          + checkpoints
          + " checkpoint(s) completed, "
          + delivered
          + " update(s) delivered, "
          + waiting
          + " wait";
    }
  }

  private void submit(Deployment deployment, String id, String savepoint, boolean dropping, How how)
      throws UpgradeException {
    boolean taken =
        new JobProgram(deployment).submit(rest, id, savepoint, dropping, how.patience());
    said.accept(
        taken
            ? "job " + id + " starts from it"
            : "the cluster has not said whether it takes job " + id + "; waiting for it");
  }

  /**
   * The old job is started whatever becomes of the new one: whether that can be ended is not known
   * where the JobManager does not answer.
   */
  private Outcome back(Deployment now, String started, String savepoint, String why, How how)
      throws InterruptedException, UpgradeException {
    said.accept("going back, because " + why);
    boolean ended = end(started);
    String old = new JobID().toHexString();
    try {
      submit(now, old, savepoint, false, how);
    } catch (UpgradeException e) {
      throw new UpgradeException(
          (ended ? "NO JOB RUNS" : "THE NEW JOB MAY RUN as " + started + ", or none does")
              + ". The new one was given up ("
              + why
              + "), and the old one could not be started from "
              + savepoint
              + ": "
              + e.getMessage(),
          e);
    }
    // A cluster that answered late may have taken the new one since.
    if (!end(started)) {
      said.accept(
          "TWO JOBS MAY RUN: "
              + started
              + ", which was given up, could not be ended. Cancel it. The old one is "
              + old
              + ", started from "
              + savepoint);
    }
    String stillWrong = whyNotWell(old, how);
    if (stillWrong != null) {
      said.accept(
          "the old job was started as "
              + old
              + " from "
              + savepoint
              + ", and is not well: "
              + stillWrong);
    }
    return new Outcome(old, savepoint, why, standstill);
  }

  /** Whether the job is known not to run, any more or at all. */
  private boolean end(String job) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        if (!control.isAlive(job)) {
          return true;
        }
        sayWhatIsDoubled(job);
        control.cancel(job);
        return true;
      } catch (IOException | ClusterException e) {
        if (attempt == END_ATTEMPTS) {
          said.accept("job " + job + " could not be ended: " + e.getMessage());
          return false;
        }
      }
      Thread.sleep(POLL_INTERVAL_MS);
    }
  }

  private void sayWhatIsDoubled(String job) throws InterruptedException {
    try {
      long committed = metrics.completedCheckpoints(job);
      if (committed > 0) {
        said.accept(
            "the new job had completed "
                + committed
                + " checkpoint(s): what it delivered is delivered again, and has two receipts");
      }
    } catch (IOException e) {
      said.accept("whether the new job had completed a checkpoint is not known");
    }
  }
}
