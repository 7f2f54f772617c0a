package io.segmentinsider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.lab.report.Accounting;
import io.segmentinsider.lab.report.SourceRange;
import io.segmentinsider.lab.report.Totals;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.outcome.DeadLetterJson;
import io.segmentinsider.outcome.ReceiptJson;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.util.ExceptionUtils;

/**
 * The whole job but its outer ends, at parallelism 3 in one process: bytes go in, and every record
 * must come out as receipts and dead letters, every body as what Insider can read.
 */
final class HostileJob implements AutoCloseable {

  private static final int PARALLELISM = 3;

  /** The sinks run in this process, but Flink copies them: a run is found again by its name. */
  private static final Map<String, Outcomes> RUNS = new ConcurrentHashMap<>();

  private final MiniCluster cluster;
  private int runs;

  private record Outcomes(Queue<Receipt> receipts, Queue<DeadLetter> deadLetters) {

    private Outcomes() {
      this(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
    }
  }

  HostileJob() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.TASK_CANCELLATION_TIMEOUT, Duration.ZERO);
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(PARALLELISM)
                .build());
    cluster.start();
  }

  /**
   * Runs some records through a new job.
   *
   * @return what went wrong, in words; empty if nothing did
   */
  List<String> problems(RecordSource.Records records, long from, long to, List<String> options)
      throws Exception {
    String run = Integer.toString(runs++);
    Outcomes outcomes = new Outcomes();
    RUNS.put(run, outcomes);
    try {
      cluster.executeJobBlocking(graph(run, records, from, to, options));
    } catch (Exception e) {
      return List.of(ExceptionUtils.stringifyException(rootOf(e)));
    } finally {
      RUNS.remove(run);
    }
    return accountOf(outcomes, from, to).problems();
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static JobGraph graph(
      String run, RecordSource.Records records, long from, long to, List<String> options) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "kafka.bootstrap.servers", "localhost:9092",
                "delivery.partner-name", "shop",
                "delivery.linger", "0 s",
                "delivery.requests-per-minute", "10000000"));
    for (String option : options) {
      int equals = option.indexOf('=');
      all.put(option.substring(0, equals), option.substring(equals + 1));
    }
    Configuration configuration = JobConfiguration.of(all);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    JobSettings settings = JobSettings.from(configuration);
    StreamExecutionEnvironment env = JobEnvironment.of(configuration, settings);
    Topology.wire(
        env,
        settings,
        MapperFactory.of(settings.mapping()),
        new Topology.Ports(
            new RecordSource(records, from, to),
            new StrictInsider(settings.delivery().maxBodyBytes()),
            new Receipts(run),
            new DeadLetters(run),
            null,
            null,
            null));
    return env.getStreamGraph().getJobGraph();
  }

  private static Totals accountOf(Outcomes outcomes, long from, long to) {
    Accounting accounting = new Accounting(ranges(from, to));
    for (Receipt receipt : outcomes.receipts()) {
      accounting.receipt(
          receipt.origin(), receipt.mappingName(), receipt.status(), receipt.refusedEvents());
    }
    for (DeadLetter letter : outcomes.deadLetters()) {
      accounting.deadLetter(letter.origin(), letter.mappingName(), letter.reason(), letter.scope());
    }
    return accounting.totals();
  }

  private static List<SourceRange> ranges(long from, long to) {
    Map<Integer, SourceRange> ranges = new HashMap<>();
    for (long number = from; number <= to; number++) {
      var position = RecordSource.position(number);
      ranges.merge(
          position.partition(),
          new SourceRange(
              position.topic(), position.partition(), position.offset(), position.offset() + 1),
          (range, one) -> range.including(one.begin()));
    }
    return new ArrayList<>(ranges.values());
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }

  /** Takes every body that is what Insider documents, and fails the job for any other. */
  private record StrictInsider(int maxBodyBytes)
      implements AsyncFunction<UpsertRequest, UpsertReply> {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper STRICT =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @Override
    public void asyncInvoke(UpsertRequest request, ResultFuture<UpsertReply> future)
        throws Exception {
      if (request.body().length > maxBodyBytes) {
        throw fault("a body of " + request.body().length + " bytes", request);
      }
      JsonNode body = read(request);
      int users = body.path("users").size();
      if (request.endpoint() == UpsertRequest.Endpoint.UPSERT) {
        if (users < 1 || users > 1_000) {
          throw fault(users + " users", request);
        }
        for (JsonNode user : body.path("users")) {
          if (user.path("identifiers").isEmpty()) {
            throw fault("a user without identifiers", request);
          }
          if (user.path("attributes").isEmpty() && user.path("events").isEmpty()) {
            throw fault("a user without content", request);
          }
        }
      }
      byte[] answer =
          ("{\"data\":{\"successful\":{\"count\":" + users + "},\"fail\":{}}}")
              .getBytes(StandardCharsets.UTF_8);
      future.complete(List.of(new UpsertReply(200, null, answer, null)));
    }

    /** Strict UTF-8, no key twice, nothing behind the value. */
    private static JsonNode read(UpsertRequest request) {
      try {
        String text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body())).toString();
        return STRICT.readTree(text);
      } catch (IOException e) {
        throw fault(e.getMessage(), request);
      }
    }

    /** An Error, as what a function throws counts as a failed call. */
    private static AssertionError fault(String what, UpsertRequest request) {
      return new AssertionError(
          what
              + ": "
              + new String(request.body(), StandardCharsets.UTF_8)
                  .substring(0, Math.min(2_000, request.body().length)));
    }
  }

  private record Receipts(String run) implements Sink<Receipt> {

    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<Receipt> createWriter(WriterInitContext context) {
      ReceiptJson json = new ReceiptJson();
      Queue<Receipt> receipts = RUNS.get(run).receipts();
      return new Writer<>(
          receipt -> {
            requireFit(json.serialize(receipt));
            receipts.add(receipt);
          });
    }
  }

  private record DeadLetters(String run) implements Sink<DeadLetter> {

    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<DeadLetter> createWriter(WriterInitContext context) {
      DeadLetterJson json = new DeadLetterJson(TopicLimits.USUAL);
      Queue<DeadLetter> letters = RUNS.get(run).deadLetters();
      return new Writer<>(
          letter -> {
            requireFit(json.serialize(letter));
            // Without the bytes, which would be the memory of the whole run.
            letters.add(
                new DeadLetter(
                    letter.reason(),
                    letter.scope(),
                    letter.detail(),
                    letter.origin(),
                    letter.messageId(),
                    letter.mappingName(),
                    null,
                    null));
          });
    }
  }

  private static void requireFit(byte[] json) throws IOException {
    if (json.length > TopicLimits.USUAL) {
      throw new IOException("an outcome of " + json.length + " bytes");
    }
    StrictInsider.STRICT.readTree(json);
  }

  private interface Taker<T> {
    void take(T value) throws IOException;
  }

  private record Writer<T>(Taker<T> taker) implements SinkWriter<T> {

    @Override
    public void write(T value, Context context) throws IOException {
      taker.take(value);
    }

    @Override
    public void flush(boolean endOfInput) {
      // Every value is taken at once.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
