package io.segmentinsider.lab.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A real Kafka broker in this JVM: one node that is broker and controller. Topics are created by
 * hand only, nothing is ever deleted by age, and records up to 16 MiB pass, so that the limits that
 * are tested are the job's own.
 */
public final class EmbeddedKafka implements AutoCloseable {

  /** The largest record and request, above everything that the job takes. */
  public static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

  private static final String CLIENT_LISTENER = "CLIENT";
  private static final int NODE_ID = 1;

  /** Any will do, as long as a log that is kept is found under the same. */
  private static final Uuid CLUSTER_ID = new Uuid(0x5365676d656e74L, 0x496e7369646572L);

  /** Required, and never asked: the only voter is this node, whose port is not known before. */
  private static final InetSocketAddress UNUSED_BOOTSTRAP_SERVER =
      InetSocketAddress.createUnresolved("127.0.0.1", 9);

  private final EmbeddedKafkaSettings settings;
  private final Path directory;
  private final ControllerServer controller;
  private final BrokerServer broker;

  private EmbeddedKafka(
      EmbeddedKafkaSettings settings,
      Path directory,
      ControllerServer controller,
      BrokerServer broker) {
    this.settings = settings;
    this.directory = directory;
    this.controller = controller;
    this.broker = broker;
  }

  /**
   * Starts a broker and returns once it takes requests.
   *
   * @throws UncheckedIOException if its directory can't be written
   */
  public static EmbeddedKafka start(EmbeddedKafkaSettings settings) {
    try {
      Path directory =
          settings.directory() == null
              ? Files.createTempDirectory("segment-insider-kafka")
              : Files.createDirectories(settings.directory());
      Properties properties = properties(settings, directory.resolve("log"));
      format(properties, directory);
      return start(settings, directory, new KafkaConfig(properties));
    } catch (IOException e) {
      throw new UncheckedIOException("the broker's directory can't be written", e);
    }
  }

  private static EmbeddedKafka start(
      EmbeddedKafkaSettings settings, Path directory, KafkaConfig config) {
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored =
        KafkaRaftServer.initializeLogDirs(
            config, LoggerFactory.getLogger(EmbeddedKafka.class), "[EmbeddedKafka] ");
    SharedServer shared =
        new SharedServer(
            config,
            stored._1(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(Map.of()),
            List.of(UNUSED_BOOTSTRAP_SERVER),
            // Kafka's own handler ends the JVM, which here is somebody else's.
            (name, fatal, action) -> new LoggingFaultHandler(name, action),
            ServerSocketFactory.INSTANCE);
    ControllerServer controller =
        new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
    BrokerServer broker = new BrokerServer(shared);
    EmbeddedKafka kafka = new EmbeddedKafka(settings, directory, controller, broker);
    try {
      controller.startup();
      broker.startup();
      return kafka;
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  private static Properties properties(EmbeddedKafkaSettings settings, Path log) {
    Properties properties = new Properties();
    properties.setProperty("node.id", Integer.toString(NODE_ID));
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty(
        "listeners",
        CLIENT_LISTENER
            + "://"
            + settings.host()
            + ":"
            + settings.port()
            + ",CONTROLLER://127.0.0.1:0");
    properties.setProperty(
        "listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("inter.broker.listener.name", CLIENT_LISTENER);
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty(
        "controller.quorum.bootstrap.servers",
        UNUSED_BOOTSTRAP_SERVER.getHostString() + ":" + UNUSED_BOOTSTRAP_SERVER.getPort());
    properties.setProperty("log.dirs", log.toString());

    properties.setProperty("auto.create.topics.enable", "false");
    properties.setProperty("default.replication.factor", "1");
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "1");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("transaction.state.log.num.partitions", "4");
    // A transaction whose time is up ends soon after, so that tests need not wait for it.
    properties.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");

    // Events carry the time at which they arrived, which may be years ago.
    properties.setProperty("log.retention.ms", "-1");
    properties.setProperty("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    properties.setProperty("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    properties.setProperty("socket.request.max.bytes", Integer.toString(4 * MAX_MESSAGE_BYTES));
    properties.putAll(settings.properties());
    return properties;
  }

  private static void format(Properties properties, Path directory) throws IOException {
    Path file = directory.resolve("server.properties");
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int exitCode =
        StorageTool.execute(
            new String[] {
              "format",
              "--standalone",
              "--ignore-formatted",
              "--config",
              file.toString(),
              "--cluster-id",
              CLUSTER_ID.toString()
            },
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    if (exitCode != 0) {
      throw new IOException(
          "formatting the broker's log failed: " + printed.toString(StandardCharsets.UTF_8));
    }
  }

  /** Where clients connect, as {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers(CLIENT_LISTENER);
  }

  /** Where clients of a listener connect that the properties add, as {@code host:port}. */
  public String bootstrapServers(String listener) {
    return settings.host() + ":" + broker.boundPort(ListenerName.normalised(listener));
  }

  /**
   * Creates a topic that takes records of any age and up to {@link #MAX_MESSAGE_BYTES}.
   *
   * @throws IllegalStateException if it exists already
   */
  public void createTopic(String name, int partitions) {
    try (Admin admin = admin()) {
      await(admin.createTopics(List.of(newTopic(name, partitions))).all());
    }
  }

  /** The same for those of several topics that do not exist, with their numbers of partitions. */
  public void createMissingTopics(Map<String, Integer> partitionsByName) {
    try (Admin admin = admin()) {
      Set<String> existing = await(admin.listTopics().names());
      await(
          admin
              .createTopics(
                  partitionsByName.entrySet().stream()
                      .filter(topic -> !existing.contains(topic.getKey()))
                      .map(topic -> newTopic(topic.getKey(), topic.getValue()))
                      .toList())
              .all());
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers()));
  }

  private static NewTopic newTopic(String name, int partitions) {
    return new NewTopic(name, partitions, (short) 1);
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not create a topic", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics were created", e);
    }
  }

  /** Stops the broker, and deletes its log if it was temporary. */
  @Override
  public void close() {
    broker.shutdown();
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
    if (settings.directory() == null) {
      try {
        Utils.delete(directory.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException("the broker's log can't be deleted", e);
      }
    }
  }
}
