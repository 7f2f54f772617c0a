package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a Kafka broker as a process of its own until it is told to stop. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = "Runs a Kafka broker of one node.")
public final class BrokerCommand implements Callable<Integer> {

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      converter = PortNumber.class,
      defaultValue = "0",
      description = "Port to listen on; 0 takes a free one and prints it (default).")
  private int port;

  @Option(names = "--dir", required = true, description = "Where it keeps its log.")
  private Path directory;

  @Option(
      names = "--topic",
      paramLabel = "NAME=PARTITIONS",
      description = "A topic to create unless it exists. Repeatable.")
  private Map<String, Integer> topics = Map.of();

  /** Runs until the process is told to end. */
  @Override
  public Integer call() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndAwaitEnd, "broker-shutdown"));
    EmbeddedKafkaSettings settings = new EmbeddedKafkaSettings(host, port, directory, Map.of());
    try (EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
      kafka.createMissingTopics(topics);
      PrintWriter terminal = spec.commandLine().getOut();
      terminal.println("Broker listens at " + kafka.bootstrapServers());
      terminal.flush();
      stopped.await();
    } finally {
      ended.countDown();
    }
    return 0;
  }

  private void stopAndAwaitEnd() {
    stopped.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
