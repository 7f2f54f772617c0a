package io.segmentinsider.bench;

import com.getindata.connectors.http.HttpSink;
import com.getindata.connectors.http.internal.config.HttpConnectorConfigConstants;
import com.getindata.connectors.http.internal.sink.HttpSinkRequestEntry;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * A job with a ready-made sink: each event is one request of {@code
 * com.getindata:flink-http-connector}, as an upsert takes no bare array, which is how it batches.
 * What fails it counts and forgets.
 */
public final class HttpSinkPeer {

  private static final int PARALLELISM = 2;

  /** The fastest of the settings that were tried; those it comes with take twice as long. */
  private static final int BATCH = 50;

  private static final int BATCHES_IN_FLIGHT = 20;
  private static final int BUFFERED = 20_000;

  private HttpSinkPeer() {}

  /** Takes the broker, the topic, the receiver and the number of events. */
  public static void main(String[] args) throws Exception {
    // On two processors the common pool has one thread, and Java's client then starts a thread for
    // each call, which halves this peer.
    System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "2");
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
    Properties properties = new Properties();
    properties.setProperty(HttpConnectorConfigConstants.SINK_HTTP_REQUEST_MODE, "single");
    header(properties, "Content-Type", "application/json");
    header(properties, "X-PARTNER-NAME", "bench");
    header(properties, "X-REQUEST-TOKEN", "bench");
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "events")
        .flatMap(new Upsert())
        .sinkTo(
            HttpSink.<byte[]>builder()
                .setEndpointUrl(receiver + "/api/user/v1/upsert")
                .setElementConverter((body, context) -> new HttpSinkRequestEntry("POST", body))
                .setMaxBatchSize(BATCH)
                .setMaxInFlightRequests(BATCHES_IN_FLIGHT)
                .setMaxBufferedRequests(BUFFERED)
                .setProperties(properties)
                .build());
    env.execute("http-sink");
    return null;
  }

  private static void header(Properties properties, String name, String value) {
    properties.setProperty(HttpConnectorConfigConstants.SINK_HEADER_PREFIX + name, value);
  }

  private static final class Bytes extends AbstractDeserializationSchema<byte[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] deserialize(byte[] message) {
      PassClock.record();
      return message == null ? new byte[0] : message;
    }
  }

  private static final class Upsert extends RichFlatMapFunction<byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    private transient UserObject users;

    @Override
    public void open(OpenContext context) {
      users = new UserObject();
    }

    @Override
    public void flatMap(byte[] event, Collector<byte[]> out) throws IOException {
      byte[] body = users.body(event);
      if (body != null) {
        out.collect(body);
      }
    }
  }
}
