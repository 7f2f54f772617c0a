package io.segmentinsider.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the benchmark. It ends with this one at the latest. */
final class BenchProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Flink's chains are deeper than the recorder's default of 64. */
  private static final int STACK_DEPTH = 256;

  private static final List<String> INHERITED =
      List.of("log4j2.configurationFile", "segmentinsider.home");

  private final String role;
  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  private BenchProcess(String role, Process process) {
    this.role = role;
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "bench-end"));
  }

  /**
   * Starts a Java program.
   *
   * @param role what it is, for messages
   * @param heap {@code -Xmx} of it
   * @param classpath of the program
   * @param log takes what it prints as errors
   * @param program main class and arguments
   */
  static BenchProcess start(
      String role, String heap, String classpath, Path log, List<String> program)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:FlightRecorderOptions=stackdepth=" + STACK_DEPTH);
    for (String option :
        List.of("java.util", "java.lang", "java.time", "java.util.concurrent", "java.nio")) {
      command.add("--add-opens=java.base/" + option + "=ALL-UNNAMED");
    }
    for (String property : INHERITED) {
      if (System.getProperty(property) != null) {
        command.add("-D" + property + "=" + System.getProperty(property));
      }
    }
    command.addAll(List.of("-cp", classpath));
    command.addAll(program);
    return new BenchProcess(
        role,
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /**
   * The next line that begins so.
   *
   * @throws IOException if the process ends without
   */
  String await(String beginning) throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the process of " + role + " ended; its log says why");
    }
    return line;
  }

  /** Says a line to it. */
  void say(String line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the process of " + role + " does not listen", e);
    }
  }

  /** Processor time that it has taken. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    out.close();
  }
}
