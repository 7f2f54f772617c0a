package io.segmentinsider.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.SegmentInsiderJob;
import io.segmentinsider.lab.LabJson;
import io.segmentinsider.lab.demo.JobFailedException;
import io.segmentinsider.lab.demo.LocalFlink;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.LineSource;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.SegmentSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.util.stats.StatsSummarySnapshot;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Makes the passes of one row in this process, which gets warmer with each. */
public final class Worker implements AutoCloseable {

  private static final Duration WATCH_INTERVAL = Duration.ofMillis(20);
  private static final long LOOK_INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
  private static final int PARALLELISM = 2;
  private static final int LINES_IN_MEMORY = 20_000;

  private final Row row;
  private final Place place;
  private final Path directory;
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadTimes times = new ThreadTimes();
  private final LocalFlink flink;
  private int passes;

  /**
   * Where the row reads and writes.
   *
   * @param bootstrapServers of the broker
   * @param topic the events
   * @param receiver where calls go, scheme, host and port
   * @param events in the topic
   */
  public record Place(String bootstrapServers, String topic, String receiver, long events) {}

  /** Starts what the row needs. */
  public Worker(Row row, Place place) throws IOException {
    this.row = row;
    this.place = place;
    this.directory = Files.createTempDirectory("segment-insider-bench-" + row.label());
    Files.writeString(token(), "bench");
    this.flink = LocalFlink.start(PARALLELISM);
  }

  private Path token() {
    return directory.resolve("token");
  }

  /** Reads all events once. */
  public Pass pass() throws IOException, InterruptedException, JobFailedException {
    passes++;
    return row == Row.TREE ? trees() : measured(environment());
  }

  /**
   * Reads all events once, while the virtual machine looks what the threads do.
   *
   * @param recording where Java's flight recorder writes what was seen
   */
  public Pass profiledPass(Path recording)
      throws IOException, InterruptedException, JobFailedException {
    try (Recording looks = ThreadProfile.record()) {
      Pass pass = pass();
      looks.stop();
      looks.dump(recording);
      return pass;
    }
  }

  /**
   * Starts to read events that are published meanwhile, from a topic for each pass.
   *
   * @return the pass; it ends when it is told to
   */
  public Paced pacedPass() {
    passes++;
    return new Paced(flink.submit(environment().getStreamGraph().getJobGraph()));
  }

  /** A pass that reads on until it is told to end. */
  public final class Paced {

    private final LocalFlink.RunningJob job;

    private Paced(LocalFlink.RunningJob job) {
      this.job = job;
    }

    /** Lets the job settle what it has read. */
    public void end() throws InterruptedException, JobFailedException {
      flink.drain(job, directory.resolve("savepoints")).join();
      boolean ended = false;
      while (!ended) {
        ended = job.hasEndedAfter(WATCH_INTERVAL);
      }
    }
  }

  private Pass trees() throws IOException {
    List<byte[]> lines = new ArrayList<>();
    try (LineSource source = EventInput.bundledDay().open(new AtomicLong())) {
      byte[] line = source.next();
      while (line != null && lines.size() < LINES_IN_MEMORY) {
        lines.add(line);
        line = source.next();
      }
    }
    long members = 0;
    times.start();
    long nanos = System.nanoTime();
    long cpu = process.getProcessCpuTime();
    for (long i = 0; i < place.events(); i++) {
      try {
        members += LabJson.MAPPER.readTree(lines.get((int) (i % lines.size()))).size();
      } catch (IOException e) {
        // A line of the day that is no JSON costs as well.
        members--;
      }
    }
    Pass pass = passSince(nanos, cpu, null);
    if (members == 0) {
      throw new IllegalStateException("no event has a member");
    }
    return pass;
  }

  private Pass passSince(long nanos, long cpu, @Nullable Pass.Checkpoints checkpoints) {
    long took = System.nanoTime() - nanos;
    long cpuTook = process.getProcessCpuTime() - cpu;
    times.look();
    return new Pass(
        place.events(), took, cpuTook, times.allocatedBytes(), times.nanos(), checkpoints);
  }

  private StreamExecutionEnvironment environment() {
    Configuration configuration = JobConfiguration.of(options());
    JobSettings settings = JobSettings.from(configuration);
    if (row.isProduct()) {
      return SegmentInsiderJob.environment(configuration, settings, TopicLimits.usual());
    }
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    DataStream<RawRecord> records =
        env.fromSource(
            SegmentSource.of(settings.source(), settings.kafka()),
            WatermarkStrategy.noWatermarks(),
            "events");
    if (row == Row.DISCARD) {
      records.sinkTo(new DiscardingSink<>());
    } else {
      Ladder.climb(records).sinkTo(new DiscardingSink<>());
    }
    return env;
  }

  /** The topic that a paced pass reads. */
  static String pacedEvents(String topic, int pass) {
    return topic + "-paced-" + pass;
  }

  /** The topic of its receipts. */
  static String pacedReceipts(int pass) {
    return "segment-insider-receipts-paced-" + pass;
  }

  private Map<String, String> options() {
    String run = "bench-" + row.label() + "-" + ProcessHandle.current().pid() + "-" + passes;
    Map<String, String> options = new HashMap<>();
    options.put("kafka.bootstrap.servers", place.bootstrapServers());
    options.put("source.topics", place.topic());
    options.put("source.group-id", run);
    options.put("source.start", "earliest");
    options.put("source.stop", "end-offsets");
    options.put("delivery.endpoint", place.receiver());
    options.put("delivery.partner-name", "bench");
    options.put("delivery.token-file", token().toString());
    options.put("outcome.transactional-id-prefix", run);
    options.put("parallelism.default", Integer.toString(PARALLELISM));
    options.put("execution.checkpointing.interval", "10 s");
    options.put("execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
    if (row == Row.JOB_LATENCY) {
      options.put("source.topics", pacedEvents(place.topic(), passes));
      options.put("source.stop", "never");
      options.put("outcome.receipts-topic", pacedReceipts(passes));
    }
    options.putAll(row.options());
    return options;
  }

  private Pass measured(StreamExecutionEnvironment env)
      throws InterruptedException, JobFailedException {
    LocalFlink.RunningJob job = flink.submit(env.getStreamGraph().getJobGraph());
    boolean ended = false;
    long nanos = System.nanoTime();
    long cpu = process.getProcessCpuTime();
    long lookedAt = nanos;
    times.start();
    boolean started = false;
    while (!ended) {
      if (!started) {
        // Up to the first record it is Flink that starts.
        started = consumed() > 0;
        times.start();
        nanos = System.nanoTime();
        cpu = process.getProcessCpuTime();
      } else if (System.nanoTime() - lookedAt >= LOOK_INTERVAL_NANOS) {
        lookedAt = System.nanoTime();
        times.look();
      }
      ended = job.hasEndedAfter(started ? WATCH_INTERVAL : Duration.ofMillis(2));
    }
    return passSince(nanos, cpu, checkpoints(job));
  }

  @Nullable
  private Pass.Checkpoints checkpoints(LocalFlink.RunningJob job) {
    CheckpointStatsSnapshot checkpoints = flink.checkpoints(job);
    if (checkpoints == null || checkpoints.getSummaryStats() == null) {
      return null;
    }
    StatsSummarySnapshot took = checkpoints.getSummaryStats().getEndToEndDurationStats();
    if (took.getCount() == 0) {
      return null;
    }
    return new Pass.Checkpoints(
        Math.round(took.getQuantile(0.5)),
        took.getMaximum(),
        checkpoints.getSummaryStats().getStateSizeStats().getMaximum());
  }

  /** Records that the Kafka consumers of this process have read, as they say themselves. */
  private static double consumed() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    double sum = 0;
    try {
      ObjectName consumers =
          new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*");
      for (ObjectName consumer : server.queryNames(consumers, null)) {
        sum += (Double) server.getAttribute(consumer, "records-consumed-total");
      }
    } catch (JMException e) {
      // A consumer that has just closed.
      return sum;
    }
    return sum;
  }

  @Override
  public void close() {
    flink.close();
  }
}
