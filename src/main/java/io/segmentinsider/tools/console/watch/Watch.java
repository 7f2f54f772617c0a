package io.segmentinsider.tools.console.watch;

import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.lab.report.SourceRange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the job every two seconds while somebody watches, once for all who do, and rests
 * otherwise.
 */
public final class Watch implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  /** A quarter of an hour, as most alerts look back. */
  private static final int KEPT = 450;

  private static final int RATE_SAMPLES = 15;

  /** Who has not asked for so long is gone. */
  private static final long ABSENT_NANOS = Duration.ofSeconds(15).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final JobSettings settings;
  @Nullable private final JobReader flink;
  private final Thread thread = new Thread(this::run, "console-watch");
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long askedAt = System.nanoTime() - ABSENT_NANOS;
  private boolean closed;

  /**
   * A watch that rests.
   *
   * @param flink where Flink's REST interface is; null if it is not known
   */
  public Watch(JobSettings settings, @Nullable URI flink) {
    this.settings = settings;
    this.flink = flink == null ? null : new JobReader(flink, settings.jobName());
    thread.setDaemon(true);
    thread.start();
  }

  /** All samples after a time, oldest first; wakes the watch if it rests. */
  public synchronized List<Sample> after(long time) {
    askedAt = System.nanoTime();
    notifyAll();
    return samples.stream().filter(sample -> sample.time() > time).toList();
  }

  private void run() {
    try {
      while (awaitWatcher()) {
        watch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitWatcher() throws InterruptedException {
    while (!closed && !isWatched()) {
      wait(INTERVAL.toMillis());
    }
    return !closed;
  }

  private synchronized boolean isWatched() {
    return !closed && System.nanoTime() - askedAt < ABSENT_NANOS;
  }

  private void watch() throws InterruptedException {
    try (OutcomeTally tally = new OutcomeTally(settings);
        Offsets offsets = new Offsets(KafkaClients.of(settings))) {
      while (isWatched()) {
        long start = System.nanoTime();
        tally.look();
        add(sample(tally, offsets));
        long rest = INTERVAL.toNanos() - (System.nanoTime() - start);
        Thread.sleep(Math.max(200, Duration.ofNanos(Math.max(0, rest)).toMillis()));
      }
    } catch (IOException | KafkaException e) {
      LOG.info("The console can't look at the topics; it tries again", e);
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  private synchronized void add(Sample sample) {
    samples.addLast(sample);
    if (samples.size() > KEPT) {
      samples.removeFirst();
    }
    notifyAll();
  }

  private Sample sample(OutcomeTally tally, Offsets offsets)
      throws IOException, InterruptedException {
    long now = System.currentTimeMillis();
    List<SourceRange> ranges = new ArrayList<>();
    for (String topic : offsets.topics(settings.source())) {
      ranges.addAll(offsets.ranges(topic));
    }
    long published = ranges.stream().mapToLong(SourceRange::size).sum();
    long read = offsets.committed(settings.source().groupId(), ranges);
    JobView job = flink == null ? JobView.UNKNOWN : flink.read(now);
    OutcomeCounts counts = tally.counts();
    return of(now, published, read, counts, job);
  }

  private synchronized Sample of(
      long now, long published, long read, OutcomeCounts counts, JobView job) {
    Sample past = past();
    boolean known = samples.size() >= RATE_SAMPLES / 2;
    Sample last = samples.peekLast();
    double seconds = past == null ? 0 : (now - past.time()) / 1e3;
    double perSecond = past == null ? 0 : (read - past.read()) / seconds;
    long lag = Math.max(0, published - read);
    double lagPerSecond = past == null ? 0 : (lag - past.lag()) / seconds;
    Health health =
        HealthRules.judge(
            new HealthRules.Facts(job, lag, lagPerSecond, perSecond, known, lately(job, counts)));
    double outcomesPerSecond =
        last == null || !last.counts().current()
            ? 0
            : Math.max(0, counts.all() - last.counts().all())
                * 1e3
                / Math.max(1, now - last.time());
    return new Sample(
        now,
        health,
        published,
        read,
        Math.max(0, perSecond),
        Forecast.of(lag, lagPerSecond, known),
        outcomesPerSecond,
        counts,
        job);
  }

  /** What is new since the first sample of a job that Flink knew, and whose past was counted. */
  private Lately lately(JobView job, OutcomeCounts counts) {
    JobView then =
        samples.stream().map(Sample::job).filter(JobView::isRunning).findFirst().orElse(job);
    OutcomeCounts before =
        samples.stream()
            .map(Sample::counts)
            .filter(OutcomeCounts::current)
            .findFirst()
            .orElse(counts);
    return Lately.between(then, before, job, counts);
  }

  /** The sample of half a minute ago, or the oldest one. */
  @Nullable
  private Sample past() {
    List<Sample> all = new ArrayList<>(samples);
    return all.isEmpty() ? null : all.get(Math.max(0, all.size() - RATE_SAMPLES));
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
  }
}
