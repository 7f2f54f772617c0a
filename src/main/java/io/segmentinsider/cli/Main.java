package io.segmentinsider.cli;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.local.cluster.ClusterException;
import io.segmentinsider.mapping.InvalidMappingFileException;
import java.nio.file.FileSystemException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of the local jar; the scripts in {@code job/} name its commands. */
@Command(
    name = "segment-insider-stream",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Tools around the job that delivers Segment events to Insider One.",
    subcommands = {
      DemoCommand.class,
      SandboxCommand.class,
      ClusterCommand.class,
      CheckCommand.class,
      SubmitCommand.class,
      PublishCommand.class,
      ReportCommand.class,
      ReplayCommand.class,
      PreviewCommand.class,
      MappingTestCommand.class,
      DictionaryCommand.class,
      InspectCommand.class,
      BrokerCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The commands, and how they say what is wrong. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof ConfigurationException
              || exception instanceof InvalidMappingFileException
              || exception instanceof ClusterException) {
            command.getErr().println(exception.getMessage());
            return CommandLine.ExitCode.USAGE;
          }
          if (exception instanceof KafkaException) {
            command
                .getErr()
                .println(
                    "Kafka does not do what was asked: "
                        + exception.getMessage()
                        + ". Check kafka.bootstrap.servers, or --bootstrap-servers; job/check says"
                        + " more.");
            return CommandLine.ExitCode.SOFTWARE;
          }
          if (exception instanceof FileSystemException file) {
            command
                .getErr()
                .println(
                    file.getFile()
                        + " can't be read or written: "
                        + (file.getReason() == null
                            ? file.getClass().getSimpleName()
                            : file.getReason()));
            return CommandLine.ExitCode.SOFTWARE;
          }
          throw exception;
        });
    return commandLine;
  }
}
