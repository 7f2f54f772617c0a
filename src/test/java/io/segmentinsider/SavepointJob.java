package io.segmentinsider;

import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * The whole job but its outer ends, and always the same events: half of them before a savepoint,
 * with nothing delivered, half of them after.
 */
final class SavepointJob implements AutoCloseable {

  static final long EVENTS = 60;
  static final long BEFORE = 30;

  private static final long POLL_INTERVAL_MS = 50;
  private static final long PEOPLE = 5;
  private static final int KINDS = 4;

  /** Found again by name, as Flink copies what it runs. */
  private static final Map<String, Run> RUNS = new ConcurrentHashMap<>();

  private final MiniCluster cluster;
  private int runs;

  /** What came out of a run: positions of outcomes, and bodies of calls. */
  record Run(Queue<String> outcomes, Queue<String> bodies, AtomicLong read) {

    private Run() {
      this(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>(), new AtomicLong());
    }
  }

  SavepointJob(int parallelism) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT, Duration.ZERO);
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
    cluster.start();
  }

  /** Runs the first half, and writes a savepoint while every update waits for Insider. */
  Run write(String backend, SavepointFormatType format, Path directory) throws Exception {
    Run run = new Run();
    String name = name(run);
    JobGraph graph = graph(name, backend, 1, false);
    cluster.submitJob(graph).get();
    while (run.read().get() < BEFORE || !isRunning(graph)) {
      Thread.sleep(POLL_INTERVAL_MS);
    }
    cluster.triggerSavepoint(graph.getJobID(), directory.toString(), true, format).get();
    return run;
  }

  private boolean isRunning(JobGraph graph) throws Exception {
    for (var vertex : cluster.getExecutionGraph(graph.getJobID()).get().getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /** Goes on from a savepoint to the end. */
  Run goOn(String backend, int parallelism, Path savepoint) throws Exception {
    Run run = new Run();
    JobGraph graph = graph(name(run), backend, parallelism, true);
    graph.setSavepointRestoreSettings(
        SavepointRestoreSettings.forPath(savepoint.toUri().toString(), false));
    cluster.executeJobBlocking(graph);
    return run;
  }

  private String name(Run run) {
    String name = System.identityHashCode(this) + "-" + runs++;
    RUNS.put(name, run);
    return name;
  }

  private static JobGraph graph(String run, String backend, int parallelism, boolean toTheEnd) {
    Configuration configuration =
        JobConfiguration.of(
            Map.of(
                "kafka.bootstrap.servers", "localhost:9092",
                "delivery.partner-name", "shop",
                "delivery.linger", "0 s",
                "delivery.requests-per-minute", "10000000"));
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    JobSettings settings = JobSettings.from(configuration);
    StreamExecutionEnvironment env = JobEnvironment.of(configuration, settings);
    RecordSource.Records records = number -> record(run, number);
    Topology.wire(
        env,
        settings,
        MapperFactory.of(settings.mapping()),
        new Topology.Ports(
            new RecordSource(records, 0, EVENTS - 1, toTheEnd ? Long.MAX_VALUE : BEFORE),
            new Insider(run, toTheEnd),
            new Outcomes<Receipt>(
                run, receipt -> receipt.origin().partition() + "@" + receipt.origin().offset()),
            new Outcomes<DeadLetter>(
                run, letter -> letter.origin().partition() + "@" + letter.origin().offset()),
            null,
            null,
            null));
    return env.getStreamGraph().getJobGraph();
  }

  /** Logins, events of the devices that logged in, repeats, and one record that is no event. */
  private static byte[] record(String run, long number) {
    RUNS.get(run).read().incrementAndGet();
    long person = number % PEOPLE;
    String device = "\"anonymousId\":\"device-" + person + "\"";
    String text =
        switch ((int) (number % KINDS)) {
          case 0 ->
              "{\"type\":\"identify\",\"messageId\":\"m-%d\",\"userId\":\"user-%d\",%s,\"traits\":{\"email\":\"p%d@shop.com\",\"age\":%d}}"
                  .formatted(number, person, device, person, 20 + number);
          case 1 ->
              "{\"type\":\"track\",\"event\":\"Product Viewed\",\"messageId\":\"m-%d\",%s,\"properties\":{\"product_id\":\"p%d\",\"name\":\"Shoe\"}}"
                  .formatted(number, device, number);
          case 2 ->
              number == 2
                  ? "{"
                  : "{\"type\":\"group\",\"messageId\":\"m-%d\",%s}".formatted(number, device);
          default ->
              "{\"type\":\"identify\",\"messageId\":\"m-%d\",\"userId\":\"user-%d\"}"
                  .formatted(number - KINDS + 1, (number - KINDS + 1) % PEOPLE);
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }

  /** Takes everything, or never answers. */
  private record Insider(String run, boolean answers)
      implements AsyncFunction<UpsertRequest, UpsertReply> {

    private static final long serialVersionUID = 1L;

    @Override
    public void asyncInvoke(UpsertRequest request, ResultFuture<UpsertReply> future) {
      if (answers) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        RUNS.get(run).bodies().add(body);
        byte[] answer =
            "{\"data\":{\"successful\":{\"count\":1},\"fail\":{}}}"
                .getBytes(StandardCharsets.UTF_8);
        future.complete(List.of(new UpsertReply(200, null, answer, null)));
      }
    }
  }

  /** Names an outcome. */
  private interface Namer<T> extends Serializable {
    String name(T outcome);
  }

  private record Outcomes<T>(String run, Namer<T> namer) implements Sink<T> {

    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
      return new Writer<>(RUNS.get(run).outcomes(), namer);
    }
  }

  private record Writer<T>(Queue<String> outcomes, Namer<T> namer) implements SinkWriter<T> {

    @Override
    public void write(T outcome, @Nullable Context context) {
      outcomes.add(namer.name(outcome));
    }

    @Override
    public void flush(boolean endOfInput) {
      // Nothing waits.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
