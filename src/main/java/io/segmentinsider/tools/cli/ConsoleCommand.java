package io.segmentinsider.tools.cli;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.tools.console.Console;
import io.segmentinsider.tools.console.ConsoleCredentials;
import io.segmentinsider.tools.console.ConsoleSettings;
import io.segmentinsider.tools.console.http.Listening;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.annotation.Nullable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the console until it is told to stop. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a web page that shows what the job does and why: try events and mappings, watch the"
          + " job, trace a message or a person, look at dead letters and send them again.",
      "It listens on this machine alone and only reads, unless it is told otherwise."
    })
public final class ConsoleCommand implements Callable<Integer> {

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Spec private CommandSpec spec;

  @Mixin private JobAccess job;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description = "Flink's REST interface, such as http://jobmanager:8081.")
  @Nullable
  private URI flink;

  @Option(
      names = "--sandbox",
      paramLabel = "URL",
      description = "The sandbox that the job delivers to, if it does; shows people.")
  @Nullable
  private URI sandbox;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen on; another one needs --token-file (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      converter = PortNumber.class,
      defaultValue = "8082",
      description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description = "A name by which browsers call this console. Repeatable.")
  private List<String> names = List.of();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the token that whoever looks has to type.")
  @Nullable
  private Path tokenFile;

  @ArgGroup(exclusive = false)
  @Nullable
  private Tls tls;

  @Option(
      names = "--allow-replay",
      description = "Let dead letters be sent again; otherwise the console only reads.")
  private boolean allowReplay;

  /** Certificate and key. */
  private static final class Tls {

    @Option(
        names = "--tls-keystore",
        paramLabel = "FILE",
        required = true,
        description = "PKCS #12 file with certificate and key: the console speaks https.")
    private Path keystore;

    @Option(
        names = "--tls-password-file",
        paramLabel = "FILE",
        required = true,
        description = "File with the password of that file.")
    private Path passwordFile;

    private SSLContext context() {
      return ConsoleCredentials.tls(keystore, passwordFile);
    }
  }

  /** Runs until the process is told to end. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    Listening listening = listening();
    try (Console console = console(settings(), listening)) {
      PrintWriter terminal = spec.commandLine().getOut();
      terminal.println("Console listens at " + console.address());
      if (ConsoleCredentials.isPublic(listening.token())) {
        terminal.println(
            "Warning: its token is that of docker/console-token, which everybody can read"
                + (allowReplay ? ", and who has it may send dead letters again" : "")
                + ". Beyond a trial put the path of a token of your own into CONSOLE_TOKEN_FILE"
                + " (openssl rand -hex 32).");
      }
      terminal.flush();
      stopped.await();
    }
    return 0;
  }

  /** Tells {@link #call} to end. */
  void stop() {
    stopped.countDown();
  }

  private Console console(ConsoleSettings settings, Listening listening) {
    try {
      return Console.start(settings, listening);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "the console cannot listen at "
              + listening.host()
              + ":"
              + listening.port()
              + ": choose a --port that is free, or 0",
          e);
    }
  }

  private Listening listening() {
    Listening listening =
        new Listening(
            host,
            port,
            names,
            ConsoleCredentials.token(tokenFile),
            tls == null ? null : tls.context());
    if (!listening.isLoopback() && listening.token() == null) {
      throw new ConfigurationException(
          "--host", host, "an address of this machine alone, or used with --token-file");
    }
    return listening;
  }

  private ConsoleSettings settings() throws ClusterException {
    ClusterState cluster = job.cluster();
    List<String> overrides = new ArrayList<>();
    // Nothing is sent to Insider from here, so no account is needed.
    overrides.add("delivery.partner-name=none");
    overrides.addAll(job.overrides());
    return new ConsoleSettings(
        JobSettings.from(JobConfiguration.load(job.file(), overrides)),
        flink == null && cluster != null ? cluster.webInterface() : flink,
        sandbox == null && cluster != null ? cluster.sandbox() : sandbox,
        allowReplay);
  }
}
