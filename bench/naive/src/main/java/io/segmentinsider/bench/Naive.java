package io.segmentinsider.bench;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.util.retryable.AsyncRetryStrategies;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;

/**
 * A job as it is written in an afternoon: each event is a tree, a user object of a few fields and
 * one request. No identity, no order, no batches; a request too many is tried again a second later.
 */
public final class Naive {

  private static final int PARALLELISM = 2;

  /** Requests in flight of each subtask. */
  private static final int CAPACITY = 1_000;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int ATTEMPTS = 1_000;
  private static final long PAUSE_MILLIS = 1_000;

  private Naive() {}

  /** Takes the broker, the topic, the receiver and the number of events. */
  public static void main(String[] args) throws Exception {
    PassClock.passes(Long.parseLong(args[3]), () -> pass(args[0], args[1], args[2]));
    System.exit(0);
  }

  private static Void pass(String bootstrapServers, String topic, String receiver)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("pipeline.object-reuse", "true");
    configuration.setString("execution.checkpointing.interval", "10 s");
    configuration.setString("rest.bind-port", "0");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
    KafkaSource<byte[]> source =
        KafkaSource.<byte[]>builder()
            .setBootstrapServers(bootstrapServers)
            .setTopics(topic)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setValueOnlyDeserializer(new Bytes())
            .build();
    AsyncDataStream.unorderedWaitWithRetry(
            env.fromSource(source, WatermarkStrategy.noWatermarks(), "events"),
            new Upsert(receiver),
            10,
            TimeUnit.MINUTES,
            CAPACITY,
            new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<Integer>(ATTEMPTS, PAUSE_MILLIS)
                .ifResult(new TooMany())
                .build())
        .sinkTo(new DiscardingSink<>());
    env.execute("naive");
    return null;
  }

  private static final class TooMany implements Predicate<Collection<Integer>>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean test(Collection<Integer> statuses) {
      return statuses.contains(TOO_MANY_REQUESTS);
    }
  }

  private static final class Bytes extends AbstractDeserializationSchema<byte[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] deserialize(byte[] message) {
      PassClock.record();
      return message == null ? new byte[0] : message;
    }
  }

  private static final class Upsert extends RichAsyncFunction<byte[], Integer> {

    private static final long serialVersionUID = 1L;

    private final String receiver;
    private transient UserObject users;
    private transient AsyncHttpClient client;

    private Upsert(String receiver) {
      this.receiver = receiver;
    }

    @Override
    public void open(OpenContext context) {
      users = new UserObject();
      client = Dsl.asyncHttpClient(Dsl.config().setIoThreadsCount(1).setMaxRequestRetry(0));
    }

    @Override
    public void close() throws IOException {
      if (client != null) {
        client.close();
      }
    }

    @Override
    public void asyncInvoke(byte[] event, ResultFuture<Integer> result) throws IOException {
      byte[] body = users.body(event);
      if (body == null) {
        result.complete(List.of());
        return;
      }
      client
          .preparePost(receiver + "/api/user/v1/upsert")
          .setHeader("Content-Type", "application/json")
          .setHeader("X-PARTNER-NAME", "bench")
          .setHeader("X-REQUEST-TOKEN", "bench")
          .setBody(body)
          .execute()
          .toCompletableFuture()
          .whenComplete(
              (response, failure) ->
                  result.complete(List.of(failure == null ? response.getStatusCode() : 0)));
    }
  }
}
