package io.segmentinsider.tools.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.record.Reason;
import io.segmentinsider.tools.replay.Replayer;
import io.segmentinsider.tools.replay.Selection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Sends dead letters again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends dead letters again, in order per owner: the stored update, or with --original the"
          + " event itself, so that a corrected mapping applies.",
      "A replay passes the checks for repeats and unchanged values, and no other.",
      "What was sent again before is passed over: replays are looked for in the topics of the"
          + " events, from the first selected event on."
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final int INCOMPLETE = 1;

  @Spec private CommandSpec spec;

  @Option(names = "--config", paramLabel = "FILE", description = "The job's configuration.")
  private Path config = Home.resolve("conf/job.yaml");

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      converter = ReasonCode.class,
      description = "Only dead letters with this reason. Repeatable.")
  private Set<String> reasons = Set.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "Only dead letters written then or later: 2026-05-01T00:00:00Z.")
  @Nullable
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "Only those written before.")
  @Nullable
  private Instant to;

  @Option(names = "--user", paramLabel = "USER-ID", description = "Only those of this user.")
  @Nullable
  private String user;

  @Option(
      names = "--original",
      description = "Read the events again by their source positions, and map them anew.")
  private boolean original;

  @Option(
      names = "--again",
      description = "Send also what was sent again before, and do not look for it.")
  private boolean again;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
  private boolean dryRun;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      defaultValue = "200",
      description = "Records a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "Sets an option of the job. Repeatable.")
  private List<String> options = List.of();

  /** Replays; 0 if everything that was selected could be sent, now or before. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    Misplaced.unlessBefore(spec, from, to);
    Misplaced.beside(spec, "--rate", "--dry-run");
    JobSettings settings = JobSettings.from(JobConfiguration.load(config, options));
    KafkaClients.of(settings).requireReachable();
    Replayer.Result result =
        new Replayer(settings, new ProgressLine(spec.commandLine().getErr()))
            .replay(
                new Selection(reasons, from, to, user),
                new Replayer.Manner(original, again, dryRun, rate),
                Replayer.Listener.NONE);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(result));
    } else {
      print(result, out);
    }
    out.flush();
    return result.withoutOriginal() + result.withoutUpdate() == 0 ? 0 : INCOMPLETE;
  }

  private String json(Replayer.Result result) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("dryRun", dryRun);
    node.put("selected", result.selected());
    node.put("sentBefore", result.sentBefore());
    node.put("sent", result.sent());
    node.put("withoutOriginal", result.withoutOriginal());
    node.put("withoutUpdate", result.withoutUpdate());
    return node.toString();
  }

  private void print(Replayer.Result result, PrintWriter out) {
    out.println(result.selected() + " dead letters are selected");
    if (result.sentBefore() > 0) {
      out.println(
          result.sentBefore()
              + " were sent again before and are passed over; --again sends them once more");
    }
    out.println(result.sent() + (dryRun ? " records would be sent" : " records were sent"));
    if (result.withoutOriginal() > 0) {
      out.println(
          result.withoutOriginal() + " can't be: their events are no longer in Kafka, or are none");
    }
    if (result.withoutUpdate() > 0) {
      out.println(
          result.withoutUpdate() + " can't be: they hold no update; --original maps them anew");
    }
  }

  /** Reads the reason of a dead letter; one that does not exist would select nothing. */
  private static final class ReasonCode implements ITypeConverter<String> {
    @Override
    public String convert(String code) {
      List<String> codes = Arrays.stream(Reason.values()).map(Reason::code).toList();
      if (!codes.contains(code)) {
        throw new TypeConversionException(
            "there is no reason \"" + code + "\"; there are " + codes);
      }
      return code;
    }
  }
}
