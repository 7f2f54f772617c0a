package io.segmentinsider.lab.bench;

import io.segmentinsider.sandbox.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The broker and the receivers of the benchmark, and what else it has started. */
final class BenchServers implements AutoCloseable {

  private static final String LISTENS = " listens at ";
  private static final String HEAP = "1g";

  /** Insider's answers take about so long. */
  private static final String LATENCY = "{\"fault\":\"latency\",\"fromMillis\":50,\"toMillis\":50}";

  /** What Insider documents. */
  private static final List<String> LIMIT = List.of("--rate", "25000", "--rate-window", "SPREAD");

  private final BenchSettings settings;
  private final Deque<BenchProcess> started = new ArrayDeque<>();
  private String bootstrapServers = "";
  private String free = "";
  private String limited = "";

  BenchServers(BenchSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts broker and receivers.
   *
   * @param directory where the broker keeps its log
   * @param topics to create, with their partitions
   */
  void start(Path directory, Map<String, Integer> topics) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("broker", "--dir", directory.toString()));
    topics.forEach(
        (topic, partitions) -> arguments.addAll(List.of("--topic", topic + "=" + partitions)));
    bootstrapServers = address(tool("broker", HEAP, arguments).await("Broker" + LISTENS));
    free = receiver("receiver", List.of());
    limited = receiver("receiver-limited", LIMIT);
  }

  private String receiver(String role, List<String> more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("sandbox", "--depth", "COUNT", "--fault", LATENCY));
    arguments.addAll(more);
    return address(tool(role, HEAP, arguments).await("Sandbox" + LISTENS));
  }

  private static String address(String line) {
    return line.substring(line.indexOf(LISTENS) + LISTENS.length()).strip();
  }

  /** Starts a command of the local jar. */
  BenchProcess tool(String role, String heap, List<String> arguments) throws IOException {
    return process(
        role, heap, System.getProperty("java.class.path"), settings.mainClass(), arguments);
  }

  /** Starts a Java program. */
  BenchProcess process(
      String role, String heap, String classpath, String mainClass, List<String> arguments)
      throws IOException {
    List<String> program = new ArrayList<>(List.of(mainClass));
    program.addAll(arguments);
    BenchProcess process = BenchProcess.start(role, heap, classpath, settings.log(), program);
    started.push(process);
    return process;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where a row's calls go. */
  String receiver(Row row) {
    return row.isLimited() ? limited : free;
  }

  /** Asks the receiver of a row. */
  SandboxClient client(Row row) {
    return new SandboxClient(URI.create(receiver(row)));
  }

  /** Processor time of this process and of all that were started. */
  long cpuNanos() {
    long sum = ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L);
    for (BenchProcess process : started) {
      sum += process.cpu().toNanos();
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
