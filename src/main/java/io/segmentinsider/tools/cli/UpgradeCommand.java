package io.segmentinsider.tools.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.JobSubmission;
import io.segmentinsider.lab.cluster.LocalCluster;
import io.segmentinsider.lab.cluster.RestAddress;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.tools.upgrade.Deployment;
import io.segmentinsider.tools.upgrade.Upgrade;
import io.segmentinsider.tools.upgrade.UpgradeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings the job to another jar, configuration, mapping or parallelism. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings a running job to another jar, configuration, mapping or parallelism: looks whether"
          + " they fit its state, stops it with a savepoint, starts from that, and waits until the"
          + " new one has completed a checkpoint and delivered. If it does not, the old job is"
          + " started again from the savepoint, and the reason is said.",
      "--jar, --config and -D say what runs now, as it was submitted; that is what the way back"
          + " needs. NEW and --set say what becomes another.",
      "The exit code is 0 if the new job runs, 1 if the old one runs again, and 2 if nothing was"
          + " changed."
    })
public final class UpgradeCommand implements Callable<Integer> {

  private static final int WENT_BACK = 1;

  @Spec private CommandSpec spec;

  @Mixin private FlinkAccess flink;

  @Option(
      names = "--jar",
      paramLabel = "JAR",
      converter = ReadableFile.class,
      description = "The jar that runs now (default: the one that is built here).")
  @Nullable
  private Path jar;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = ReadableFile.class,
      description = "The configuration that runs now (default: conf/job.yaml).")
  private Path config = Home.resolve("conf/job.yaml");

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "An option that it was submitted with. Repeatable.")
  private List<String> options = List.of();

  @Parameters(
      paramLabel = "NEW",
      arity = "0..*",
      description = "A new .jar, configuration (.yaml) or mapping (.json); any of them.")
  private List<Path> replacements = List.of();

  @Option(
      names = "--set",
      paramLabel = "option=value",
      description = "An option that becomes another. Repeatable.")
  private List<String> newOptions = List.of();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description = "The new parallelism (default: as it is).")
  @Nullable
  private Integer parallelism;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Where savepoints go (default: execution.checkpointing.savepoint-dir of the cluster).")
  @Nullable
  private String directory;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "3min",
      description =
          "How long the new job has for a checkpoint and a delivered update"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration patience;

  @Option(
      names = "--savepoint-patience",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "5min",
      description = "How long the savepoint may take (default: ${DEFAULT-VALUE}).")
  private Duration savepointPatience;

  @Option(
      names = "--from-last-checkpoint",
      description =
          "End the job without a savepoint and start from its last checkpoint: for an outage in"
              + " which no savepoint can finish. What was sent since is sent again.")
  private boolean fromLastCheckpoint;

  @Option(
      names = "--accept-loss",
      description = "Drop the state of options that are off now; what is lost is said before.")
  private boolean acceptLoss;

  @Option(names = "--check", description = "Only look whether it fits; change nothing.")
  private boolean check;

  @Option(
      names = "--stop-only",
      description =
          "Look, stop with a savepoint and print its path: the cluster is in application mode, and"
              + " something else starts the new job with execution.state-recovery.path.")
  private boolean stopOnly;

  @Option(
      names = "--unchecked",
      description = "Do not look whether it fits: the savepoint can't be read from here.")
  private boolean unchecked;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Upgrades; 0 if the new job runs. */
  @Override
  public Integer call()
      throws IOException, InterruptedException, ClusterException, UpgradeException {
    requireInPlace();
    RestAddress rest = flink.address();
    JobControl control = new JobControl(rest);
    String job = flink.job(control);
    Deployment now = now(control.job(job).parallelism());
    Deployment next = next(now);
    requireRight(next);
    PrintWriter err = spec.commandLine().getErr();
    Upgrade.Outcome outcome =
        new Upgrade(
                rest,
                sentence -> {
                  err.println(sentence);
                  err.flush();
                })
            .run(
                job,
                now,
                next,
                new Upgrade.How(
                    directory,
                    savepointPatience,
                    patience,
                    fromLastCheckpoint,
                    acceptLoss,
                    unchecked,
                    check,
                    stopOnly));
    print(outcome);
    return outcome.why() == null ? 0 : WENT_BACK;
  }

  private void requireInPlace() {
    replacements.forEach(file -> ReadableFile.require(file, spec));
    Misplaced.beside(spec, "--unchecked", "--check");
    Misplaced.beside(spec, "--accept-loss", "--unchecked");
    Misplaced.beside(spec, "--stop-only", "--check");
    Misplaced.beside(spec, "--patience", "--check");
    Misplaced.beside(spec, "--patience", "--stop-only");
    Misplaced.beside(spec, "--savepoint-patience", "--from-last-checkpoint");
    Misplaced.beside(spec, "--to", "--from-last-checkpoint");
  }

  private void print(Upgrade.Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("job", outcome.job());
      node.put("savepoint", outcome.savepoint());
      node.put("wentBackBecause", outcome.why());
      node.put(
          "standstillMs", outcome.standstill() == null ? null : outcome.standstill().toMillis());
      out.println(node);
    } else if (check) {
      out.println("It fits. Nothing was changed.");
    } else if (stopOnly) {
      out.println(outcome.savepoint());
    } else if (outcome.why() == null) {
      out.println("upgraded: job " + outcome.job());
    } else {
      out.println("NOT upgraded: " + outcome.why());
      out.println("the old job runs again as " + outcome.job());
    }
    out.flush();
  }

  private Deployment now(int runningParallelism) throws ClusterException {
    ClusterFiles files = flink.location().files();
    List<String> overrides =
        flink.isLocal()
            ? new JobSubmission(files, new LocalCluster(files).state()).overrides(options)
            : options;
    return new Deployment(
        jar == null ? files.jobJar() : jar, config, overrides, Math.max(1, runningParallelism));
  }

  private Deployment next(Deployment now) {
    Path newJar = null;
    Path newConfig = null;
    List<String> more = new ArrayList<>();
    for (Path file : replacements) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".jar")) {
        newJar = file;
      } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        newConfig = file;
      } else if (name.endsWith(".json")) {
        more.add("mapping.file=" + file.toAbsolutePath());
      } else {
        throw new ParameterException(
            spec.commandLine(), file + " is no .jar, no .yaml and no .json (a mapping)");
      }
    }
    more.addAll(newOptions);
    return now.with(newJar, newConfig, more, parallelism);
  }

  /** Said by this release at once; the new jar says it again in its own words. */
  private static void requireRight(Deployment next) {
    JobSettings settings = JobSettings.from(JobConfiguration.load(next.config(), next.overrides()));
    MapperFactory.of(settings.mapping());
  }
}
