package io.segmentinsider.lab.report;

import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.KafkaReadException;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.segment.SourceOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;
import org.apache.kafka.common.TopicPartition;

/**
 * Says what became of the events of a job that may be running, from what Kafka holds: the topics of
 * the events, those of the outcomes, and how far the job's group has come.
 */
public final class JobReport {

  /** A checkpoint ends the transactions that are open; where none comes, nothing is waited for. */
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(30);

  private static final long POLL_INTERVAL_MS = 1_000;

  private static final int COUNTED = 10_000;

  /** Outcomes carry the clock of a TaskManager, events that of the broker or of a producer. */
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  private final JobSettings settings;
  private final KafkaClients clients;
  private final InstantSource clock;
  private final ReadProgress progress;

  /** A report on the job with these settings. */
  public JobReport(JobSettings settings, InstantSource clock, ReadProgress progress) {
    this.settings = settings;
    this.clients = KafkaClients.of(settings);
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What is asked for.
   *
   * @param from events that Kafka got then or later; null for all
   * @param to events that Kafka got before; null for all
   * @param settle events that are younger may still be under way, and are not lost
   * @param patience how long to wait until the job has come to the end and everything has ended
   * @param sandbox the local Insider that the job sends to; null if it is another one
   * @param recording whether that sandbox writes down what it gets
   * @param out where files go; null for none
   */
  public record Question(
      @Nullable Instant from,
      @Nullable Instant to,
      Duration settle,
      Duration patience,
      @Nullable URI sandbox,
      boolean recording,
      @Nullable Path out) {}

  /** Where events stand. */
  private record Ranges(List<SourceRange> window, List<SourceRange> whole) {}

  /**
   * Reads and adds up.
   *
   * @throws IOException if Kafka or the sandbox can't be read, or a file can't be written; the
   *     message is for the operator
   */
  public Report make(Question question) throws IOException, InterruptedException {
    clients.requireReachable();
    long deadline = System.nanoTime() + question.patience().toNanos();
    OutcomeTopics topics =
        new OutcomeTopics(
            settings.outcome().receiptsTopic(), settings.outcome().deadLettersTopic());
    try (Offsets offsets = new Offsets(clients);
        OutputStream receipts = copy(question.out(), "receipts.ndjson");
        OutputStream deadLetters = copy(question.out(), "dead-letters.ndjson")) {
      Ranges ranges = ranges(offsets, question);
      String group = settings.source().groupId();
      List<SourceRange> read = offsets.committedOf(group, ranges.window());
      long notRead = records(ranges.window(), read);
      while (notRead > 0 && System.nanoTime() < deadline) {
        Thread.sleep(POLL_INTERVAL_MS);
        read = offsets.committedOf(group, ranges.window());
        notRead = records(ranges.window(), read);
      }
      Accounting accounting = new Accounting(read, ranges.whole());
      Latencies latencies = new Latencies();
      OutcomeReader reader =
          new OutcomeReader(
              clients,
              topics,
              question.from() == null ? null : question.from().minus(CLOCKS_APART),
              progress);
      while (true) {
        offsets.awaitCommitted(topics, COMMIT_PATIENCE);
        reader.read(accounting, latencies, receipts, deadLetters);
        if (accounting.missing().isEmpty() || System.nanoTime() >= deadline) {
          break;
        }
        Thread.sleep(POLL_INTERVAL_MS);
      }
      List<String> unaccounted = explain(accounting, question);
      Totals totals = withWhatIsNotRead(accounting.totals(), notRead, size(read), question);
      SandboxClient sandbox =
          question.sandbox() == null ? null : new SandboxClient(question.sandbox());
      Report report =
          Report.of(
              totals,
              new Report.Details(notRead, unaccounted, reader.reasons(), reader.repairs()),
              latencies,
              sandbox == null ? null : sandbox.statistics(),
              Effort.UNKNOWN);
      if (question.out() != null) {
        writeFiles(question, sandbox, report);
      }
      return report;
    }
  }

  /**
   * How many records of a window were not read. The marks of transactions at its end have offsets
   * and are no records, so a few offsets are looked at; of many the difference is of no matter.
   */
  private long records(List<SourceRange> window, List<SourceRange> read) throws IOException {
    if (size(window) == size(read)) {
      return 0;
    }
    if (size(window) - size(read) > COUNTED) {
      return size(window) - size(read);
    }
    Map<TopicPartition, Long> from = new HashMap<>();
    Map<TopicPartition, Long> to = new HashMap<>();
    for (int i = 0; i < window.size(); i++) {
      SourceRange range = window.get(i);
      TopicPartition partition = new TopicPartition(range.topic(), range.partition());
      from.put(partition, read.get(i).end());
      to.put(partition, range.end());
    }
    AtomicLong records = new AtomicLong();
    try (TopicReader reader = new TopicReader(clients, progress)) {
      reader.read("events not read", from, to, record -> records.incrementAndGet());
    }
    return records.get();
  }

  private List<String> explain(Accounting accounting, Question question) throws IOException {
    // Who waited has given everything its time.
    long youngSince =
        question.patience().isZero()
            ? clock.instant().minus(question.settle()).toEpochMilli()
            : Long.MAX_VALUE;
    try (TopicReader source = new TopicReader(clients, progress)) {
      Missing missing = new Missing(source, youngSince);
      missing.explain(accounting);
      return missing.lost();
    }
  }

  private Totals withWhatIsNotRead(Totals totals, long notRead, long read, Question question) {
    List<String> problems = new ArrayList<>(totals.problems());
    if (notRead > 0 && !question.patience().isZero()) {
      problems.add(
          "NOT READ: the job has not come to the end of the topic: " + notRead + " events");
    } else if (notRead > 0 && read == 0) {
      problems.add(
          "NOT READ: the group "
              + settings.source().groupId()
              + " has committed nothing there. Does the job run, does it complete checkpoints, and"
              + " is "
              + SourceOptions.GROUP_ID.key()
              + " right?");
    }
    return totals.withProblems(problems);
  }

  private Ranges ranges(Offsets offsets, Question question)
      throws IOException, InterruptedException {
    List<SourceRange> window = new ArrayList<>();
    List<SourceRange> whole = new ArrayList<>();
    Instant from = question.from() == null ? settings.source().startTimestamp() : question.from();
    try (TopicReader reader = new TopicReader(clients, progress)) {
      for (String topic : offsets.topics(settings.source())) {
        List<TopicPartition> partitions = reader.partitions(topic);
        Map<TopicPartition, Long> ends = reader.ends(partitions);
        Map<TopicPartition, Long> begins = reader.at(partitions, from, ends);
        Map<TopicPartition, Long> stops =
            question.to() == null ? ends : reader.at(partitions, question.to(), ends);
        for (TopicPartition partition : partitions) {
          window.add(
              range(
                  partition,
                  begins.get(partition),
                  Math.max(begins.get(partition), stops.get(partition))));
          // The job goes on, so what comes later has outcomes, too.
          whole.add(range(partition, 0, Long.MAX_VALUE));
        }
      }
    }
    requireFits(window);
    return new Ranges(window, whole);
  }

  private static SourceRange range(TopicPartition partition, long begin, long end) {
    return new SourceRange(partition.topic(), partition.partition(), begin, end);
  }

  /** Each record has bits of its own. */
  private static void requireFits(List<SourceRange> window) throws IOException {
    for (SourceRange range : window) {
      if (range.size() > Integer.MAX_VALUE / 2) {
        throw new KafkaReadException(
            range.topic()
                + "-"
                + range.partition()
                + " holds "
                + range.size()
                + " records: name a part of them with --from and --to");
      }
    }
  }

  private static long size(List<SourceRange> ranges) {
    return ranges.stream().mapToLong(SourceRange::size).sum();
  }

  private static OutputStream copy(@Nullable Path directory, String name) throws IOException {
    if (directory == null) {
      return OutputStream.nullOutputStream();
    }
    Files.createDirectories(directory);
    return new BufferedOutputStream(Files.newOutputStream(directory.resolve(name)));
  }

  private static void writeFiles(Question question, @Nullable SandboxClient sandbox, Report report)
      throws IOException, InterruptedException {
    if (sandbox != null) {
      sandbox.writeProfiles(question.out().resolve("profiles.ndjson"));
      if (question.recording()) {
        sandbox.writeSent(question.out().resolve("sent.ndjson"));
      }
    }
    Files.writeString(question.out().resolve("report.json"), report.toJson());
  }
}
