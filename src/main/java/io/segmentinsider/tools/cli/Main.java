package io.segmentinsider.tools.cli;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.kafka.KafkaReadException;
import io.segmentinsider.lab.kafka.KafkaTrouble;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.tools.upgrade.UpgradeException;
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
      ConsoleCommand.class,
      ClusterCommand.class,
      CheckCommand.class,
      SizeCommand.class,
      SubmitCommand.class,
      PublishCommand.class,
      ReportCommand.class,
      TraceCommand.class,
      CompareCommand.class,
      ReplayCommand.class,
      PreviewCommand.class,
      MappingTestCommand.class,
      DictionaryCommand.class,
      StatusCommand.class,
      SavepointCommand.class,
      StopCommand.class,
      UpgradeCommand.class,
      InspectCommand.class,
      BrokerCommand.class,
      BenchCommand.class,
      BenchRowCommand.class,
      SoakCommand.class
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
    commandLine.setHelpFactory(WholeWordsHelp::new);
    commandLine.setExecutionStrategy(
        parsed -> {
          SwallowedOptions.refuse(parsed);
          return new CommandLine.RunLast().execute(parsed);
        });
    ExitCodes.describe(commandLine);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof ConfigurationException
              || exception instanceof InvalidMappingFileException
              || exception instanceof ClusterException
              || exception instanceof UpgradeException) {
            command.getErr().println(exception.getMessage());
            return CommandLine.ExitCode.USAGE;
          }
          if (exception instanceof KafkaReadException) {
            command.getErr().println(exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
          }
          if (exception instanceof KafkaException) {
            command
                .getErr()
                .println(
                    "Kafka does not do what was asked: " + KafkaTrouble.sentence(exception) + ".");
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
